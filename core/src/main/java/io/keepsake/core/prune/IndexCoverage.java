package io.keepsake.core.prune;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.IndexRecord;
import io.keepsake.core.repository.Repository;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds index objects that name something that is gone, and puts what else they name into new ones.
 * An old one is done without only where each store that has it has, in others, all that it names
 * and that is left. Index objects go by their numbers in their listing, packs by those of the
 * index.
 */
final class IndexCoverage {

  private final Look look;
  private final int minimum;
  private final BitSet going;
  private final BitSet stale = new BitSet();

  /** The stores of the index objects that stay. */
  private final Coverage kept;

  IndexCoverage(Look look, int minimum) {
    this(look, minimum, new BitSet());
  }

  /**
   * What would be found once more is gone.
   *
   * @param going packs that are taken for gone
   */
  IndexCoverage(Look look, int minimum, BitSet going) {
    this.look = look;
    this.minimum = minimum;
    this.going = going;
    look.named().objects().filter(this::namesGone).forEach(stale::set);
    this.kept = new Coverage(stale.isEmpty() ? 0 : look.numbers().indexed());
    if (!stale.isEmpty()) { // otherwise nobody asks
      look.named().objects().filter(index -> !stale.get(index)).forEach(this::keep);
    }
  }

  private boolean namesGone(int index) {
    return look.named().namesSwept(index)
        || look.named().packs(index).anyMatch(pack -> !isLive(pack));
  }

  private boolean isLive(int pack) {
    return look.isLive(pack) && !going.get(pack);
  }

  private void keep(int index) {
    long stores = look.indexes().wholeAt(index);
    look.named().packs(index).forEach(pack -> kept.add(pack, stores));
  }

  /** Index objects that name something that is gone. */
  BitSet stale() {
    return stale;
  }

  /** Index objects that can be done without. */
  BitSet superseded() {
    BitSet superseded = new BitSet();
    stale.stream().filter(index -> uncovered(index).length == 0).forEach(superseded::set);
    return superseded;
  }

  /** What of it is left and not in others at each of its stores. */
  private int[] uncovered(int index) {
    long stores = look.indexes().wholeAt(index);
    return look.named()
        .packs(index)
        .filter(this::isLive)
        .filter(pack -> !kept.has(pack, stores, minimum))
        .toArray();
  }

  /** Whether there is something to put into new ones. */
  boolean needsNew() {
    return stale.stream().anyMatch(index -> uncovered(index).length > 0);
  }

  /**
   * Stores new ones with what is not covered yet. Any number of runs may do this; what is left over
   * from one that ended in the middle is a second index object that says the same.
   */
  void rewrite(Repository repository, LookReader reader, Quorum quorum) throws IOException {
    BitSet written = new BitSet();
    Map<Hash, Integer> pending = new HashMap<>();
    IndexBatches batches =
        new IndexBatches(repository, quorum, (packs, at) -> keep(packs, at, pending));
    for (int index : stale.stream().toArray()) {
      Map<Hash, Integer> wanted = new HashMap<>();
      IntStream.of(uncovered(index))
          .filter(pack -> !written.get(pack))
          .forEach(pack -> wanted.put(look.numbers().pack(pack).hash(), pack));
      if (!wanted.isEmpty()) {
        for (IndexRecord record : reader.records(look.indexes().hash(index))) {
          Integer pack = wanted.remove(record.pack());
          if (pack != null) {
            written.set(pack);
            pending.put(record.pack(), pack);
            batches.add(record);
          }
        }
      }
    }
    batches.flush();
  }

  private void keep(List<Hash> packs, Set<String> at, Map<Hash, Integer> numbers) {
    long stores = look.indexes().stores().of(at);
    packs.forEach(pack -> kept.add(numbers.remove(pack), stores));
  }
}

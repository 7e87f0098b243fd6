package io.keepsake.core.prune;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.IndexRecord;
import io.keepsake.core.repository.IndexWriter;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.repository.Repository.StoredObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Finds index objects that name something that is gone, and puts what else they name into new ones.
 * An old one is done without only where each store that has it has, in others, all that it names
 * and that is left.
 */
final class IndexCoverage {

  /** As many packs go into one index object as backups put into theirs. */
  static final int MOST_PACKS = IndexWriter.MOST_PACKS;

  private final Look look;
  private final int minimum;
  private final Set<Hash> going;
  private final Set<Hash> stale = new HashSet<>();

  /** For each pack that is left, the stores of each index object that names it and stays. */
  private final Map<Hash, List<Set<String>>> kept = new HashMap<>();

  IndexCoverage(Look look, int minimum) {
    this(look, minimum, Set.of());
  }

  /**
   * What would be found once more is gone.
   *
   * @param going packs that are taken for gone
   */
  IndexCoverage(Look look, int minimum, Set<Hash> going) {
    this.look = look;
    this.minimum = minimum;
    this.going = Set.copyOf(going);
    look.named()
        .forEach(
            (index, packs) -> {
              if (packs.stream().allMatch(this::isLive)) {
                keep(packs, look.at(index));
              } else {
                stale.add(index);
              }
            });
  }

  private boolean isLive(Hash pack) {
    return look.isLive(pack) && !going.contains(pack);
  }

  private void keep(Collection<Hash> packs, Set<String> stores) {
    packs.forEach(pack -> kept.computeIfAbsent(pack, _ -> new ArrayList<>()).add(stores));
  }

  /** Index objects that name something that is gone. */
  Set<Hash> stale() {
    return stale;
  }

  /** Index objects that can be done without. */
  Set<Hash> superseded() {
    Set<Hash> superseded = new HashSet<>(stale);
    superseded.removeIf(index -> !uncovered(index).isEmpty());
    return superseded;
  }

  /** What of it is left and not in others at each of its stores. */
  private List<Hash> uncovered(Hash index) {
    Set<String> stores = look.at(index);
    return look.named().getOrDefault(index, List.of()).stream()
        .filter(this::isLive)
        .filter(pack -> !isCovered(pack, stores))
        .toList();
  }

  private boolean isCovered(Hash pack, Set<String> stores) {
    return kept.getOrDefault(pack, List.of()).stream()
        .anyMatch(holders -> holders.size() >= minimum && holders.containsAll(stores));
  }

  /** Whether there is something to put into new ones. */
  boolean needsNew() {
    return stale.stream().anyMatch(index -> !uncovered(index).isEmpty());
  }

  /**
   * Stores new ones with what is not covered yet. Any number of runs may do this; what is left over
   * from one that ended in the middle is a second index object that says the same.
   */
  void rewrite(Repository repository, LookReader reader, Quorum quorum) throws IOException {
    Map<Hash, IndexRecord> records = new LinkedHashMap<>();
    for (Hash index : stale) {
      Set<Hash> wanted = new HashSet<>(uncovered(index));
      if (!wanted.isEmpty()) {
        for (IndexRecord record : reader.records(index)) {
          if (wanted.contains(record.pack())) {
            records.putIfAbsent(record.pack(), record);
          }
        }
      }
    }
    post(repository, quorum, List.copyOf(records.values()), this::keep);
  }

  private static void post(
      Repository repository,
      Quorum quorum,
      List<IndexRecord> records,
      BiConsumer<List<Hash>, Set<String>> stored)
      throws IOException {
    for (int from = 0; from < records.size(); from += MOST_PACKS) {
      List<IndexRecord> some = records.subList(from, Math.min(records.size(), from + MOST_PACKS));
      StoredObject object = repository.postIndex(some);
      quorum.require(object.holders(), "store an index object");
      stored.accept(some.stream().map(IndexRecord::pack).toList(), object.holders());
    }
  }

  /** Stores index objects that name new packs, at a quorum of stores or more. */
  static void post(Repository repository, Quorum quorum, List<IndexRecord> records)
      throws IOException {
    post(repository, quorum, records, (_, _) -> {});
  }
}

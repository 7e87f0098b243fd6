package io.keepsake.core.prune;

import io.keepsake.core.format.Hash;
import io.keepsake.core.spi.storage.ObjectName;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What nobody needs.
 *
 * @param packs which packs
 * @param indexes which index objects
 */
record Garbage(Selection packs, Selection indexes) {

  /**
   * What a look shows.
   *
   * @param needed packs that are needed, by their numbers in the index; all others that are not
   *     swept are not
   * @param superseded index objects that can be done without, by their numbers in the listing
   */
  static Garbage of(Look look, BitSet needed, BitSet superseded) {
    BitSet packs = new BitSet();
    packs.set(0, look.packs().size());
    packs.andNot(look.numbers().listed(needed));
    packs.andNot(Selection.numbers(look.packs(), look.swept().records().keySet()));
    packs.andNot(indexObjects(look));
    return new Garbage(
        new Selection(look.packs(), packs), new Selection(look.indexes(), superseded));
  }

  /**
   * What is named like a pack and is an index object. Who can write to a store can put one there;
   * were it swept, the index object itself would count as absent, as records name hashes alone.
   */
  private static BitSet indexObjects(Look look) {
    return IntStream.range(0, look.indexes().size())
        .map(object -> look.packs().numberOf(look.indexes().hash(object)))
        .filter(pack -> pack != Listing.ABSENT)
        .collect(BitSet::new, BitSet::set, BitSet::or);
  }

  /** What is swept, and is there all the same. */
  static Garbage swept(Look look) {
    Set<Hash> swept = look.swept().records().keySet();
    return new Garbage(Selection.of(look.packs(), swept), Selection.of(look.indexes(), swept));
  }

  /** What of a share a later look shows to be garbage still: this one. */
  Garbage and(Share earlier) {
    return new Garbage(packs.only(earlier.packs()), indexes.only(earlier.indexes()));
  }

  /**
   * So much of it at most: index objects first, as what is swept is on record as long as they name
   * it; then packs that the same ones name, so that each of these is replaced once.
   *
   * @param numbers of the same look
   */
  Garbage part(int most, PackNumbers numbers) {
    if (size() <= most) {
      return this;
    }
    Selection some = indexes.first(most, indexes.numbers());
    IntStream named = IntStream.range(0, numbers.indexed()).map(numbers::listed);
    IntStream order = IntStream.concat(named, packs.numbers());
    return new Garbage(packs.first(most - some.size(), order), some);
  }

  /** Which of its packs are in the index, by their numbers there. */
  BitSet indexed(PackNumbers numbers) {
    BitSet found = new BitSet();
    IntStream.range(0, numbers.indexed())
        .filter(pack -> packs.hasNumber(numbers.listed(pack)))
        .forEach(found::set);
    return found;
  }

  boolean isEmpty() {
    return size() == 0;
  }

  /** How many objects it is. */
  int size() {
    return packs.size() + indexes.size();
  }

  /** Whether an object is among it. */
  boolean has(Hash hash) {
    return packs.has(hash) || indexes.has(hash);
  }

  /** How much of it each store has. */
  Map<String, PruneOutcome.Amount> amounts() {
    Map<String, PruneOutcome.Amount> amounts = new TreeMap<>();
    packs.count(amounts);
    indexes.count(amounts);
    return amounts;
  }

  /** Where it is: names by store. Index objects come last. */
  Map<String, List<ObjectName>> byStore() {
    Map<String, List<ObjectName>> names = new TreeMap<>();
    packs.name(names);
    indexes.name(names);
    return names;
  }

  /** The hashes of all of it. */
  Set<Hash> hashes() {
    Set<Hash> all = new HashSet<>(packs.hashes());
    all.addAll(indexes.hashes());
    return all;
  }
}

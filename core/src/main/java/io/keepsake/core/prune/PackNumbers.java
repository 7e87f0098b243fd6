package io.keepsake.core.prune;

import io.keepsake.core.format.Hash;
import io.keepsake.core.index.IndexedPack;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/** Tells which pack of the index is which one that stores list. */
final class PackNumbers {

  private final List<IndexedPack> indexed;
  private final int[] listed;
  private final BitSet named = new BitSet();

  PackNumbers(List<IndexedPack> indexed, Listing listing) {
    this.indexed = indexed;
    this.listed = new int[indexed.size()];
    for (int i = 0; i < listed.length; i++) {
      listed[i] = listing.numberOf(indexed.get(i).hash());
      if (listed[i] != Listing.ABSENT) {
        named.set(listed[i]);
      }
    }
  }

  /** How many packs the index has. */
  int indexed() {
    return listed.length;
  }

  /** A pack of the index. */
  IndexedPack pack(int number) {
    return indexed.get(number);
  }

  /** The number in the listing of a pack of the index, or {@link Listing#ABSENT}. */
  int listed(int number) {
    return listed[number];
  }

  /** Whether a listed pack is in the index. */
  boolean isIndexed(int listedNumber) {
    return named.get(listedNumber);
  }

  /** The numbers in the listing of those packs of the index that are listed. */
  BitSet listed(BitSet numbers) {
    BitSet found = new BitSet(named.length());
    numbers.stream().map(number -> listed[number]).filter(n -> n >= 0).forEach(found::set);
    return found;
  }

  /** The numbers in the index of those packs that are in it. */
  BitSet indexed(Set<Hash> hashes) {
    BitSet found = new BitSet();
    for (int i = 0; i < listed.length && !hashes.isEmpty(); i++) {
      if (hashes.contains(indexed.get(i).hash())) {
        found.set(i);
      }
    }
    return found;
  }
}

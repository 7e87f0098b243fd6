package io.keepsake.core.prune;

import io.keepsake.core.format.Hash;
import java.util.HashSet;
import java.util.Set;

/**
 * What one round is about. It holds nothing of the look that it was made of.
 *
 * @param packs the packs that go, by their hashes
 * @param indexes the index objects that go, by their hashes
 * @param replaced records of earlier runs that say nothing that its own record does not say
 * @param left how many objects more are garbage, and wait for the next round
 */
record Share(Set<Hash> packs, Set<Hash> indexes, Set<Hash> replaced, int left) {

  /**
   * The share of a round.
   *
   * @param most so many objects at most
   */
  static Share of(Look look, Garbage garbage, int most) {
    Garbage part = garbage.part(most, look.numbers());
    Set<Hash> replaced = new HashSet<>(look.condemned().keySet());
    int left = garbage.size() - part.size();
    if (left > 0) {
      look.condemned()
          .forEach(
              (record, mark) -> {
                if (mark.isPresent()
                    && mark.get().listed().stream()
                        .anyMatch(object -> garbage.has(object) && !part.has(object))) {
                  replaced.remove(record);
                }
              });
    }
    return new Share(part.packs().hashes(), part.indexes().hashes(), replaced, left);
  }

  boolean isEmpty() {
    return packs.isEmpty() && indexes.isEmpty();
  }

  /** The hashes of all of it. */
  Set<Hash> hashes() {
    Set<Hash> all = new HashSet<>(packs);
    all.addAll(indexes);
    return all;
  }
}

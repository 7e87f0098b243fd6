package io.keepsake.core.verify;

import io.keepsake.core.format.Hash;
import io.keepsake.core.index.HashNumbers;
import io.keepsake.core.repository.ListedObjects;
import java.util.BitSet;

/** The packs of an index so far: a bit each, but for those that no store lists. */
final class SeenPacks {

  private final ListedObjects listed;
  private final BitSet seen = new BitSet();
  private final HashNumbers unlisted = new HashNumbers();

  /** None yet. */
  SeenPacks(ListedObjects listed) {
    this.listed = listed;
  }

  /** Adds a pack; whether it is new. */
  boolean add(Hash pack) {
    int number = listed.numberOf(pack);
    if (number == ListedObjects.ABSENT) {
      return unlisted.addIfAbsent(pack);
    }
    boolean isNew = !seen.get(number);
    seen.set(number);
    return isNew;
  }
}

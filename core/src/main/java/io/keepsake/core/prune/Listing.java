package io.keepsake.core.prune;

import io.keepsake.core.format.Hash;
import io.keepsake.core.repository.ListedObjects;
import io.keepsake.core.spi.storage.ObjectName;

/**
 * The packs of a vault, or its index objects, by numbers, and where they are: masks of {@link
 * StoreMasks}.
 */
final class Listing {

  /** The number of an object that no store lists. */
  static final int ABSENT = ListedObjects.ABSENT;

  private final ListedObjects objects;
  private final StoreMasks masks;
  private final long listed;

  /** The bits of {@link #objects} for the stores, in the order of their bits in masks. */
  private final long[] bits;

  /**
   * A listing.
   *
   * @param listed the stores that were listed to their end and may be written to
   */
  Listing(ListedObjects objects, StoreMasks masks, long listed) {
    this.objects = objects;
    this.masks = masks;
    this.listed = listed;
    this.bits = masks.ids().stream().mapToLong(objects::maskOf).toArray();
  }

  /** How many there are: all numbers are smaller. */
  int size() {
    return objects.size();
  }

  /** The number of an object, or {@link #ABSENT}. */
  int numberOf(Hash hash) {
    return objects.numberOf(hash);
  }

  /** Whether any store lists an object. */
  boolean has(Hash hash) {
    return objects.contains(hash);
  }

  Hash hash(int number) {
    return objects.hash(number);
  }

  ObjectName name(int number) {
    return objects.name(number);
  }

  /** All stores that list an object, whole or not, and those too that are only read. */
  long holders(int number) {
    return mask(objects.storesMask(number));
  }

  /** Those of them that were listed to their end and may be written to. */
  long at(int number) {
    return holders(number) & listed;
  }

  /** Those of these that have it with the length on which most holders agree. */
  long wholeAt(int number) {
    return at(number, objects.agreedLength(number));
  }

  /** Those of these that have it with that length. */
  long at(int number, long length) {
    return mask(objects.maskOfLength(number, length)) & listed;
  }

  /** The length of an object at a store that lists it. */
  long length(int number, String store) {
    return objects.lengthAt(number, store).orElseThrow();
  }

  /** The stores whose masks these are. */
  StoreMasks stores() {
    return masks;
  }

  private long mask(long found) {
    long mask = 0;
    for (int i = 0; i < bits.length; i++) {
      if ((found & bits[i]) != 0) {
        mask |= 1L << i;
      }
    }
    return mask;
  }
}

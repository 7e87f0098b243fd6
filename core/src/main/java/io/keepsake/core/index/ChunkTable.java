package io.keepsake.core.index;

import java.util.ArrayList;
import java.util.List;

/**
 * A hash table from 128-bit keys to longs by open addressing: 24 bytes a slot. Keys are the first
 * half of keyed hashes, evenly spread by nature. Not safe for several threads.
 */
final class ChunkTable {

  /** What {@link #get} answers for a key that is not there; never a value. */
  static final long ABSENT = 0;

  private long[] slots = new long[3 * 64];
  private int mask = 63;
  private int size;

  long get(long high, long low) {
    return slots[3 * slot(high, low) + 2];
  }

  /** Puts a value, not {@link #ABSENT}. */
  void put(long high, long low, long value) {
    int slot = slot(high, low);
    if (slots[3 * slot + 2] == ABSENT) {
      if (++size > mask - (mask >> 2)) {
        grow();
        slot = slot(high, low);
      }
      slots[3 * slot] = high;
      slots[3 * slot + 1] = low;
    }
    slots[3 * slot + 2] = value;
  }

  /** Tells of all entries, in no order. */
  <E extends Exception> void forEach(SortedRuns.EntryVisitor<E> visitor) throws E {
    for (int i = 0; i < slots.length; i += 3) {
      if (slots[i + 2] != ABSENT) {
        visitor.entry(slots[i], slots[i + 1], slots[i + 2]);
      }
    }
  }

  /** All entries, in no order. */
  List<ChunkEntry> entries() {
    List<ChunkEntry> entries = new ArrayList<>(size);
    forEach((high, low, value) -> entries.add(new ChunkEntry(high, low, value, 0)));
    return entries;
  }

  int size() {
    return size;
  }

  private int slot(long high, long low) {
    int slot = (int) low & mask;
    while (slots[3 * slot + 2] != ABSENT
        && (slots[3 * slot] != high || slots[3 * slot + 1] != low)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] old = slots;
    mask = 2 * mask + 1;
    slots = new long[Math.multiplyExact(3, mask + 1)];
    for (int i = 0; i < old.length; i += 3) {
      if (old[i + 2] != ABSENT) {
        System.arraycopy(old, i, slots, 3 * slot(old[i], old[i + 1]), 3);
      }
    }
  }
}

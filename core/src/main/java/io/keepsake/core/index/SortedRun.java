package io.keepsake.core.index;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Chunks in the order of their ids, in a temporary file, and in memory where the ids begin that
 * share their first bits: so that a look reads one page of the file mostly. Ids are keyed hashes
 * and spread evenly. Of the values of one id the greatest comes first. Immutable.
 */
final class SortedRun {

  /** Bytes of an entry: two halves of an id, and a value. */
  static final int ENTRY_BYTES = 3 * Long.BYTES;

  private final Arena arena;
  private final MemorySegment entries;
  private final int[] firsts;
  private final int shift;
  private final int size;
  private final int ids;

  /**
   * A run.
   *
   * @param arena of the entries, closed with the run
   * @param firsts for each beginning of an id, the number of the first entry that has it or a
   *     greater one; and the size
   * @param shift what is left of the first half of an id is its beginning
   * @param ids number of different ids
   */
  SortedRun(Arena arena, MemorySegment entries, int[] firsts, int shift, int ids) {
    this.arena = arena;
    this.entries = entries;
    this.firsts = firsts;
    this.shift = shift;
    this.size = (int) (entries.byteSize() / ENTRY_BYTES);
    this.ids = ids;
  }

  /** Number of entries. */
  int size() {
    return size;
  }

  /** Number of different ids. */
  int ids() {
    return ids;
  }

  long high(int entry) {
    return entries.get(JAVA_LONG_UNALIGNED, (long) ENTRY_BYTES * entry);
  }

  long low(int entry) {
    return entries.get(JAVA_LONG_UNALIGNED, (long) ENTRY_BYTES * entry + Long.BYTES);
  }

  long value(int entry) {
    return entries.get(JAVA_LONG_UNALIGNED, (long) ENTRY_BYTES * entry + 2 * Long.BYTES);
  }

  /** Whether there is such an entry and it is of this id. */
  boolean isAt(int entry, long high, long low) {
    return entry < size && high(entry) == high && low(entry) == low;
  }

  /** The first entry of an id, or the one before which it would be. */
  int first(long high, long low) {
    int beginning = (int) (high >>> shift);
    int from = firsts[beginning];
    int to = firsts[beginning + 1];
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (compare(high(middle), low(middle), high, low) < 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  /** The order of ids. */
  static int compare(long high, long low, long otherHigh, long otherLow) {
    int first = Long.compareUnsigned(high, otherHigh);
    return first != 0 ? first : Long.compareUnsigned(low, otherLow);
  }

  /** Frees the file; the run must not be used any more. */
  void close() {
    arena.close();
  }
}

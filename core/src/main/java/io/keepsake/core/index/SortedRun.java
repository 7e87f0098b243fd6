package io.keepsake.core.index;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Chunks in the order of their ids, in a temporary file, and in memory where the ids begin that
 * share their first bits: so that a look reads one page of the file mostly. Ids are keyed hashes
 * and spread evenly. Immutable.
 */
final class SortedRun {

  /** What an entry has as its value where the layout has none. */
  static final long PRESENT = 1;

  private final Arena arena;
  private final MemorySegment entries;
  private final RunLayout layout;
  private final Beginnings beginnings;
  private final int size;
  private final int ids;

  /**
   * A run.
   *
   * @param arena of the entries, closed with the run
   * @param beginnings where ids begin
   * @param ids number of different ids
   */
  SortedRun(Arena arena, MemorySegment entries, RunLayout layout, Beginnings beginnings, int ids) {
    this.arena = arena;
    this.entries = entries;
    this.layout = layout;
    this.beginnings = beginnings;
    this.size = (int) (entries.byteSize() / layout.entryBytes());
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

  private long at(int entry) {
    return (long) layout.entryBytes() * entry;
  }

  long high(int entry) {
    return entries.get(JAVA_LONG_UNALIGNED, at(entry));
  }

  long low(int entry) {
    return entries.get(JAVA_LONG_UNALIGNED, at(entry) + Long.BYTES);
  }

  long value(int entry) {
    return layout == RunLayout.IDS
        ? PRESENT
        : entries.get(JAVA_LONG_UNALIGNED, at(entry) + 2 * Long.BYTES);
  }

  /** The chunk's length; 0 where the layout has none. */
  int length(int entry) {
    return layout == RunLayout.PLACES
        ? entries.get(JAVA_INT_UNALIGNED, at(entry) + 3 * Long.BYTES)
        : 0;
  }

  /** All of an entry. */
  ChunkEntry entry(int entry) {
    return new ChunkEntry(high(entry), low(entry), value(entry), length(entry));
  }

  /** Whether there is such an entry and it is of this id. */
  boolean isAt(int entry, long high, long low) {
    return entry < size && high(entry) == high && low(entry) == low;
  }

  /** The first entry of an id, or the one before which it would be. */
  int first(long high, long low) {
    int from = beginnings.from(high);
    int to = beginnings.to(high);
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

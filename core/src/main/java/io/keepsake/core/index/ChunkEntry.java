package io.keepsake.core.index;

import java.util.Comparator;

/**
 * A chunk in a table.
 *
 * @param high the first eight bytes of its id
 * @param low the second
 * @param value what the table has for it
 * @param length of the chunk, where the table has that
 */
record ChunkEntry(long high, long low, long value, int length) {

  /** By ids, and for one id the greatest value first. */
  static final Comparator<ChunkEntry> ORDER =
      (one, other) -> {
        int ids = SortedRun.compare(one.high, one.low, other.high, other.low);
        return ids != 0 ? ids : Long.compare(other.value, one.value);
      };

  /** Whether two entries have different ids. */
  static boolean isOther(ChunkEntry one, ChunkEntry other) {
    return one.high != other.high || one.low != other.low;
  }

  /** The sum of two of the same id, modulo 2^64. */
  ChunkEntry plus(ChunkEntry other) {
    return new ChunkEntry(high, low, value + other.value, length);
  }
}

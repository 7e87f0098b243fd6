package io.keepsake.core.index;

import java.util.Comparator;

/**
 * A chunk in a table.
 *
 * @param high the first eight bytes of its id
 * @param low the second
 * @param value what the table has for it
 */
record ChunkEntry(long high, long low, long value) {

  /** By ids, and for one id the greatest value first. */
  static final Comparator<ChunkEntry> ORDER =
      (one, other) -> {
        int ids = SortedRun.compare(one.high, one.low, other.high, other.low);
        return ids != 0 ? ids : Long.compare(other.value, one.value);
      };
}

package io.keepsake.core.index;

import java.util.Arrays;

/**
 * Where in a sorted run the ids begin that share their first bits, behind those that all ids of the
 * run share: about 64 ids each.
 */
final class Beginnings {

  private static final int IDS_EACH = 64;
  private static final int MOST_BITS = 24;

  private final int shift;
  private final int[] firsts;
  private int begun;

  /**
   * For a run of at most so many entries.
   *
   * @param shared how many first bits all its ids share
   */
  Beginnings(long most, int shared) {
    long wanted = Math.max(1, Math.toIntExact(most) / IDS_EACH);
    int bits = Math.min(MOST_BITS, Long.SIZE - Long.numberOfLeadingZeros(wanted));
    this.shift = Long.SIZE - shared - bits;
    this.firsts = new int[(1 << bits) + 1];
  }

  private int of(long high) {
    return (int) (high >>> shift) & (firsts.length - 2);
  }

  /** Notes that an id comes behind so many entries. Ids are noted in their order. */
  void note(long high, int entries) {
    fill(of(high), entries);
  }

  /** Notes that there are no more. */
  void end(int entries) {
    fill(firsts.length - 1, entries);
  }

  private void fill(int last, int entries) {
    if (begun <= last) {
      Arrays.fill(firsts, begun, last + 1, entries);
      begun = last + 1;
    }
  }

  /** The first entry whose id may begin like this one. */
  int from(long high) {
    return firsts[of(high)];
  }

  /** The one behind the last. */
  int to(long high) {
    return firsts[of(high) + 1];
  }
}

package io.keepsake.core.snapshot;

import io.keepsake.core.chunk.GearTable;

/**
 * Decides between which entries a listing is cut, by the entries' names, so that a change in a
 * large directory makes one new chunk and not all.
 */
public final class ListingCutter {

  /** No chunk but the last is shorter. */
  private static final int LEAST_BYTES = 32 << 10;

  /** A chunk is cut at this length in any case. */
  private static final int MOST_BYTES = 1 << 20;

  /** One name in 256 is a place to cut. */
  private static final long MASK = 0xffL << 56;

  private final GearTable gear;

  /** A cutter with a vault's own table. */
  public ListingCutter(GearTable gear) {
    this.gear = gear;
  }

  /** Whether to cut behind the entry of that name, with so many bytes since the last cut. */
  public boolean cutsBehind(byte[] name, int bytes) {
    if (bytes < LEAST_BYTES) {
      return false;
    }
    long hash = 0;
    for (byte b : name) {
      hash = (hash << 1) + gear.of(b);
    }
    return bytes >= MOST_BYTES || (hash & MASK) == 0;
  }
}

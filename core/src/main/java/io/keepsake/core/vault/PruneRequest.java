package io.keepsake.core.vault;

import java.time.Duration;

/**
 * How to prune.
 *
 * @param patience how long backups that run already are waited for. What would have to wait longer
 *     is left to a later pruning
 * @param unusedPercent so much of what packs hold may be unused, from 0 to 100; where it is more,
 *     what is needed of the packs with the largest part of waste is stored anew, and they go
 * @param mostRepackedBytes packs of at most so many bytes are read for that, 0 or more
 * @param mostAtOnce so many packs and index objects go in one step at most, 1 to 1,000,000; a
 *     pruning takes as many steps as it needs, and its memory grows with what goes in one
 */
public record PruneRequest(
    Duration patience, double unusedPercent, long mostRepackedBytes, int mostAtOnce) {

  /** As much waste is left as moving it would cost more than it is worth. */
  public static final double USUAL_UNUSED_PERCENT = 5;

  /** A record of four times as many would be more than an object may have. */
  private static final int MOST_AT_ONCE = 1_000_000;

  /** The names of so many objects are little beside what is known of a vault that has them. */
  public static final int USUAL_AT_ONCE = 100_000;

  /**
   * Checks the rules above.
   *
   * @throws IllegalArgumentException if one is broken
   */
  public PruneRequest {
    if (patience.isNegative()
        || !(unusedPercent >= 0 && unusedPercent <= 100)
        || mostRepackedBytes < 0
        || mostAtOnce < 1
        || mostAtOnce > MOST_AT_ONCE) {
      throw new IllegalArgumentException(
          "A pruning waits no negative time, leaves 0 to 100 percent of waste, reads 0 bytes or"
              + " more, and deletes 1 to 1,000,000 objects at once");
    }
  }

  /** Moves as much as is usual. */
  public static PruneRequest waiting(Duration patience) {
    return new PruneRequest(patience, USUAL_UNUSED_PERCENT, Long.MAX_VALUE, USUAL_AT_ONCE);
  }

  /** Another limit of waste. */
  public PruneRequest withUnusedPercent(double percent) {
    return new PruneRequest(patience, percent, mostRepackedBytes, mostAtOnce);
  }

  /** Another limit of what is read. */
  public PruneRequest withMostRepackedBytes(long bytes) {
    return new PruneRequest(patience, unusedPercent, bytes, mostAtOnce);
  }

  /** Another limit of what goes in one step. */
  public PruneRequest withMostAtOnce(int objects) {
    return new PruneRequest(patience, unusedPercent, mostRepackedBytes, objects);
  }
}

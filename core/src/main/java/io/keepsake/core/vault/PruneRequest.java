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
 */
public record PruneRequest(Duration patience, double unusedPercent, long mostRepackedBytes) {

  /** As much waste is left as moving it would cost more than it is worth. */
  public static final double USUAL_UNUSED_PERCENT = 5;

  /**
   * Checks the rules above.
   *
   * @throws IllegalArgumentException if one is broken
   */
  public PruneRequest {
    if (patience.isNegative()
        || !(unusedPercent >= 0 && unusedPercent <= 100)
        || mostRepackedBytes < 0) {
      throw new IllegalArgumentException(
          "A pruning waits no negative time, leaves 0 to 100 percent of waste, and reads 0 bytes or"
              + " more");
    }
  }

  /** Moves as much as is usual. */
  public static PruneRequest waiting(Duration patience) {
    return new PruneRequest(patience, USUAL_UNUSED_PERCENT, Long.MAX_VALUE);
  }

  /** Another limit of waste. */
  public PruneRequest withUnusedPercent(double percent) {
    return new PruneRequest(patience, percent, mostRepackedBytes);
  }

  /** Another limit of what is read. */
  public PruneRequest withMostRepackedBytes(long bytes) {
    return new PruneRequest(patience, unusedPercent, bytes);
  }
}

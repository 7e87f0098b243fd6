package io.keepsake.core.replicate;

import java.time.Duration;

/**
 * How long stores that are behind are waited for before a backup is committed without them.
 *
 * @param least while copies are missing that are wanted
 * @param share or so much of the time that the operation has taken, if that is longer
 * @param rescue while fewer stores than the minimum have everything
 */
public record SettleLimits(Duration least, double share, Duration rescue) {

  /** Derived from how long one call may take. */
  public static SettleLimits of(Duration call) {
    return new SettleLimits(call.dividedBy(30), 0.1, call);
  }

  /** How long to wait after an operation that took so long. */
  Duration forCopies(Duration took) {
    Duration part = Duration.ofNanos((long) (took.toNanos() * share));
    return part.compareTo(least) > 0 ? part : least;
  }
}

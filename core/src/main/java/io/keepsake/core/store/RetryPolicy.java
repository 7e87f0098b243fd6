package io.keepsake.core.store;

import java.time.Duration;

/**
 * How often and how long a failed call is tried again.
 *
 * @param tries most tries of one call, the first included; at least 1
 * @param firstPause the longest pause before the second try; it doubles with each further one
 * @param longestPause where the doubling ends
 * @param deadline no try begins later than this after the first one began
 */
public record RetryPolicy(
    int tries, Duration firstPause, Duration longestPause, Duration deadline) {

  /** For backups and restores: rides out a restart of a service, not an outage. */
  public static final RetryPolicy STANDARD =
      new RetryPolicy(6, Duration.ofMillis(250), Duration.ofSeconds(10), Duration.ofMinutes(1));

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if there is no try, or a duration is negative
   */
  public RetryPolicy {
    if (tries < 1) {
      throw new IllegalArgumentException("A call is tried at least once, not " + tries + " times");
    }
    if (firstPause.isNegative() || longestPause.isNegative() || deadline.isNegative()) {
      throw new IllegalArgumentException("Pauses and deadlines are not negative");
    }
  }

  /** The longest pause after so many tries, from 1. */
  Duration pauseAfter(int tried) {
    Duration pause = firstPause;
    for (int i = 1; i < tried && pause.compareTo(longestPause) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(longestPause) < 0 ? pause : longestPause;
  }
}

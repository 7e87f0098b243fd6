package io.keepsake.monitor.alert.outbox;

import java.time.Duration;

/**
 * How notices are delivered.
 *
 * @param most how many notices wait for one sink before older ones are folded
 * @param mostAlerts how many alerts a folded notice tells of at most
 * @param firstPause about the pause after a first failure; it doubles with each further one
 * @param longestPause where the doubling ends
 * @param longestWish no receiving end is left alone for longer, even if it wants to
 * @param refusedPause after which a refused notice is tried once more without a restart
 */
public record OutboxPolicy(
    int most,
    int mostAlerts,
    Duration firstPause,
    Duration longestPause,
    Duration longestWish,
    Duration refusedPause) {

  /** What holds unless it is replaced. */
  public static final OutboxPolicy STANDARD =
      new OutboxPolicy(
          50,
          20,
          Duration.ofSeconds(15),
          Duration.ofMinutes(15),
          Duration.ofHours(6),
          Duration.ofHours(12));

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if one is broken
   */
  public OutboxPolicy {
    if (most < 2 || mostAlerts < 1) {
      throw new IllegalArgumentException("At least two notices wait, and tell of something");
    }
    if (!firstPause.isPositive()
        || longestPause.compareTo(firstPause) < 0
        || longestWish.isNegative()
        || !refusedPause.isPositive()) {
      throw new IllegalArgumentException("Pauses are positive, and grow");
    }
  }

  /**
   * The pause after so many failures, from 1: between half of it and all of it, so that many
   * machines do not come back at once.
   *
   * @param chance from 0 to 1
   */
  Duration pause(int failures, double chance) {
    Duration pause = firstPause;
    for (int i = 1; i < failures && pause.compareTo(longestPause) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    long longest = Math.min(pause.toMillis(), longestPause.toMillis());
    return Duration.ofMillis(longest / 2 + (long) (longest / 2.0 * chance));
  }
}

package io.keepsake.core.vault;

import io.keepsake.core.store.RetryPolicy;
import java.time.Duration;

/**
 * How often and how long a call to a store that failed is tried again.
 *
 * @param tries most tries of one call, the first included; at least 1
 * @param firstPause the longest pause before the second try; it doubles with each further one
 * @param longestPause where the doubling ends
 * @param deadline no try of a call begins later than this after its first one
 */
public record Patience(int tries, Duration firstPause, Duration longestPause, Duration deadline) {

  /** Rides out a restart of a service, not an outage. */
  public static final Patience STANDARD =
      new Patience(
          RetryPolicy.STANDARD.tries(),
          RetryPolicy.STANDARD.firstPause(),
          RetryPolicy.STANDARD.longestPause(),
          RetryPolicy.STANDARD.deadline());

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if there is no try, or a duration is negative
   */
  public Patience {
    new RetryPolicy(tries, firstPause, longestPause, deadline);
  }

  RetryPolicy policy() {
    return new RetryPolicy(tries, firstPause, longestPause, deadline);
  }
}

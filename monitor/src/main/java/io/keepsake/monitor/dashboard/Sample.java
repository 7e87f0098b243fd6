package io.keepsake.monitor.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One point of a line of response times.
 *
 * @param time when it was measured
 * @param response how long the answer took; empty if there was none
 */
public record Sample(Instant time, Optional<Duration> response) {

  /**
   * Checks the time.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public Sample {
    if (response.filter(Duration::isNegative).isPresent()) {
      throw new IllegalArgumentException("An answer takes no negative time: " + response);
    }
  }
}

package io.keepsake.monitor.health;

import java.time.Duration;

/**
 * How long calls took within a window of time, those that failed apart.
 *
 * @param p50 half of the calls were no slower
 * @param p95 19 in 20 calls were no slower
 * @param mean their average
 */
public record ResponseTime(Duration p50, Duration p95, Duration mean) {

  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException if a time is negative or the 95th percentile below the median
   */
  public ResponseTime {
    if (p50.isNegative() || mean.isNegative() || p95.compareTo(p50) < 0) {
      throw new IllegalArgumentException(
          "No distribution of times: p50 %s, p95 %s, mean %s".formatted(p50, p95, mean));
    }
  }
}

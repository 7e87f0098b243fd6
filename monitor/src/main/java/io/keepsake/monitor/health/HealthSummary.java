package io.keepsake.monitor.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How all providers of a vault fare together.
 *
 * @param totalProviders how many there are
 * @param healthyProviders how many of them are healthy
 * @param degradedProviders how many are degraded or unhealthy
 * @param offlineProviders how many are offline
 * @param averageResponseTime mean of the providers' means; empty if none has answered
 * @param overallHealthScore mean of the providers' scores, 0 to 100; 100 if there are none
 * @param activeAlerts alerts that go on, silenced ones too
 * @param time as of when
 */
public record HealthSummary(
    int totalProviders,
    int healthyProviders,
    int degradedProviders,
    int offlineProviders,
    Optional<Duration> averageResponseTime,
    int overallHealthScore,
    int activeAlerts,
    Instant time) {

  /**
   * Checks that the parts make the whole.
   *
   * @throws IllegalArgumentException if they do not, or if the score is out of its bounds
   */
  public HealthSummary {
    if (healthyProviders + degradedProviders + offlineProviders != totalProviders) {
      throw new IllegalArgumentException("The providers do not add up");
    }
    if (overallHealthScore < 0 || overallHealthScore > 100) {
      throw new IllegalArgumentException("The score is out of its bounds");
    }
  }
}

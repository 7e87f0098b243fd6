package io.keepsake.monitor.health;

import io.keepsake.core.spi.storage.StoreUsage;
import java.time.Instant;
import java.util.Optional;

/**
 * How one provider fares, over the rolling window that its profile sets.
 *
 * @param providerId which
 * @param status in one word
 * @param responseTime how fast it answers calls that move at most 64 KiB, of probes and of real
 *     traffic, for a read until it begins; empty if no such call has succeeded within the window
 * @param availabilityPercentage share of the probes within the window that succeeded, 0 to 100; 100
 *     if there was none
 * @param errorRate share of all calls within the window that failed, 0 to 1; 0 if there was none
 * @param performanceScore 0 to 100, by the formula at {@link PerformanceScore}
 * @param lastProbe when it was last probed; empty if never
 * @param lastSuccess when a call last succeeded; empty if never
 * @param lastError what the last call that failed said, one sentence without secrets; empty if none
 *     has failed within the window
 * @param usage what it last said of its use and its room; empty if it has not
 */
public record ProviderHealthMetrics(
    String providerId,
    HealthStatus status,
    Optional<ResponseTime> responseTime,
    double availabilityPercentage,
    double errorRate,
    int performanceScore,
    Optional<Instant> lastProbe,
    Optional<Instant> lastSuccess,
    Optional<String> lastError,
    Optional<StoreUsage> usage) {

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if a share or the score is out of them
   */
  public ProviderHealthMetrics {
    require(availabilityPercentage >= 0 && availabilityPercentage <= 100, "availability");
    require(errorRate >= 0 && errorRate <= 1, "error rate");
    require(performanceScore >= 0 && performanceScore <= 100, "score");
  }

  private static void require(boolean within, String name) {
    if (!within) {
      throw new IllegalArgumentException("The " + name + " is out of its bounds");
    }
  }

  /** Whether the provider can be relied on as it is. */
  public boolean healthy() {
    return status == HealthStatus.HEALTHY;
  }
}

package io.keepsake.monitor.health;

import java.time.Duration;
import java.util.Optional;

/**
 * How good a provider is in one number, to compare providers and to draw a line of.
 *
 * <p>It is, rounded,
 *
 * <pre>{@code
 * S x (40 x A  +  30 x E  +  30 x L)
 *
 * S  by status: healthy 1, degraded 3/4, unhealthy 1/2, offline 0
 * A  availabilityPercentage / 100
 * E  1 - errorRate / unhealthyErrorRate, at least 0; 1 if there are no errors
 * L  1 if p95 is at most slowResponse / 10, 0 if it is at least slowResponse x 10,
 *    in between (log10(10 x slowResponse) - log10(p95)) / 2, so 1/2 at slowResponse itself;
 *    1 if no response time is known
 * }</pre>
 *
 * S makes the score say the same as the status, which gets worse with the last probes while the
 * other figures still show the whole window: so more than 75 is healthy, and more than 50 is not
 * unhealthy. A factor and no cap, so that two providers of one status still compare by how they
 * fare, and a line of scores still moves.
 *
 * <p>{@code slowResponse} and {@code unhealthyErrorRate} are those of the {@link HealthProfile}.
 */
public final class PerformanceScore {

  private static final double AVAILABILITY = 40;
  private static final double ERRORS = 30;
  private static final double LATENCY = 30;

  private PerformanceScore() {}

  /** The score of a provider that fares so. */
  public static int of(
      HealthStatus status,
      double availabilityPercentage,
      double errorRate,
      Optional<ResponseTime> response,
      HealthProfile profile) {
    double latency = response.map(time -> latency(time.p95(), profile.slowResponse())).orElse(1.0);
    double score =
        AVAILABILITY * availabilityPercentage / 100
            + ERRORS * errors(errorRate, profile.unhealthyErrorRate())
            + LATENCY * latency;
    return (int) Math.round(share(status) * Math.clamp(score, 0, 100));
  }

  private static double share(HealthStatus status) {
    return switch (status) {
      case HEALTHY -> 1;
      case DEGRADED -> 0.75;
      case UNHEALTHY -> 0.5;
      case OFFLINE -> 0;
    };
  }

  private static double errors(double rate, double unhealthy) {
    return rate == 0 ? 1 : Math.max(0, 1 - rate / unhealthy);
  }

  private static double latency(Duration p95, Duration slow) {
    double ratio = Math.max(1, p95.toNanos()) / (double) slow.toNanos();
    return Math.clamp((1 - Math.log10(ratio)) / 2, 0, 1);
  }
}

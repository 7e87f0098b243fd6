package io.keepsake.monitor.health;

import java.time.Duration;
import java.util.Optional;

/**
 * How often providers are probed, and from when on one is not well any more.
 *
 * @param probeInterval from the beginning of one round of probes to that of the next
 * @param probeDeadline how long a probe may take altogether, opening the store included
 * @param usageInterval how often providers that can tell are asked for their use and room
 * @param window how far back measurements count
 * @param slowResponse a provider whose 95th percentile of response times is longer is degraded
 * @param degradedErrorRate as is one of whose calls a larger share fails, 0 to 1
 * @param unhealthyErrorRate from this share on it is unhealthy
 * @param degradedAvailability degraded below this percentage of probes that succeed, 0 to 100
 * @param unhealthyAvailability unhealthy below this percentage
 * @param degradedAfter degraded after so many failed probes in a row
 * @param unhealthyAfter unhealthy after so many
 * @param offlineAfter offline after so many that got no answer at all
 * @param recoveredAfter better again after so many successful probes in a row at the earliest
 * @param minimumCalls shares and response times of fewer calls or probes say nothing
 */
public record HealthProfile(
    Duration probeInterval,
    Duration probeDeadline,
    Duration usageInterval,
    Duration window,
    Duration slowResponse,
    double degradedErrorRate,
    double unhealthyErrorRate,
    double degradedAvailability,
    double unhealthyAvailability,
    int degradedAfter,
    int unhealthyAfter,
    int offlineAfter,
    int recoveredAfter,
    int minimumCalls) {

  /** For vaults that matter: probes every minute, judged over a quarter of an hour. */
  public static final HealthProfile PRODUCTION =
      new HealthProfile(
          Duration.ofMinutes(1),
          Duration.ofSeconds(15),
          Duration.ofMinutes(15),
          Duration.ofMinutes(15),
          Duration.ofSeconds(2),
          0.05,
          0.25,
          90,
          75,
          2,
          3,
          3,
          2,
          10);

  /** For trying things out: probes every ten seconds, and bears more before it complains. */
  public static final HealthProfile DEVELOPMENT =
      new HealthProfile(
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofSeconds(5),
          0.2,
          0.5,
          70,
          40,
          3,
          5,
          5,
          1,
          10);

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if a time or a count is not positive, a share is out of its
   *     bounds, a better status would begin behind a worse one, or the deadline is longer than the
   *     interval
   */
  public HealthProfile {
    requirePositive(probeInterval, "probe interval");
    requirePositive(probeDeadline, "probe deadline");
    requirePositive(usageInterval, "usage interval");
    requirePositive(window, "window");
    requirePositive(slowResponse, "slow response");
    require(
        probeDeadline.compareTo(probeInterval) <= 0,
        "The probe deadline is at most the probe interval");
    require(
        0 <= degradedErrorRate && degradedErrorRate <= unhealthyErrorRate && unhealthyErrorRate <= 1,
        "Error rates are 0 to 1, that of degraded at most that of unhealthy");
    require(
        0 <= unhealthyAvailability
            && unhealthyAvailability <= degradedAvailability
            && degradedAvailability <= 100,
        "Availabilities are 0 to 100, that of unhealthy at most that of degraded");
    require(
        1 <= degradedAfter && degradedAfter <= unhealthyAfter && degradedAfter <= offlineAfter,
        "A provider is degraded after at least 1 failed probe, and not later than unhealthy or"
            + " offline");
    require(recoveredAfter >= 1 && minimumCalls >= 1, "Counts are 1 or more");
  }

  private static void requirePositive(Duration time, String name) {
    require(time.isPositive(), "The " + name + " is longer than nothing, not " + time);
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }

  /** The profile that a word of a configuration stands for: {@code production}, say. */
  public static Optional<HealthProfile> named(String name) {
    return switch (name) {
      case "production" -> Optional.of(PRODUCTION);
      case "development" -> Optional.of(DEVELOPMENT);
      default -> Optional.empty();
    };
  }

  /** This profile with another probe interval. */
  public HealthProfile withProbeInterval(Duration other) {
    return new HealthProfile(other, probeDeadline, usageInterval, window, slowResponse, degradedErrorRate, unhealthyErrorRate, degradedAvailability, unhealthyAvailability, degradedAfter, unhealthyAfter, offlineAfter, recoveredAfter, minimumCalls);
  }

  /** This profile with another probe deadline. */
  public HealthProfile withProbeDeadline(Duration other) {
    return new HealthProfile(probeInterval, other, usageInterval, window, slowResponse, degradedErrorRate, unhealthyErrorRate, degradedAvailability, unhealthyAvailability, degradedAfter, unhealthyAfter, offlineAfter, recoveredAfter, minimumCalls);
  }

  /** This profile with another usage interval. */
  public HealthProfile withUsageInterval(Duration other) {
    return new HealthProfile(probeInterval, probeDeadline, other, window, slowResponse, degradedErrorRate, unhealthyErrorRate, degradedAvailability, unhealthyAvailability, degradedAfter, unhealthyAfter, offlineAfter, recoveredAfter, minimumCalls);
  }

  /** This profile with another window. */
  public HealthProfile withWindow(Duration other) {
    return new HealthProfile(probeInterval, probeDeadline, usageInterval, other, slowResponse, degradedErrorRate, unhealthyErrorRate, degradedAvailability, unhealthyAvailability, degradedAfter, unhealthyAfter, offlineAfter, recoveredAfter, minimumCalls);
  }

  /** This profile with another slow response. */
  public HealthProfile withSlowResponse(Duration other) {
    return new HealthProfile(probeInterval, probeDeadline, usageInterval, window, other, degradedErrorRate, unhealthyErrorRate, degradedAvailability, unhealthyAvailability, degradedAfter, unhealthyAfter, offlineAfter, recoveredAfter, minimumCalls);
  }

  /** This profile with another degraded error rate. */
  public HealthProfile withDegradedErrorRate(double other) {
    return new HealthProfile(probeInterval, probeDeadline, usageInterval, window, slowResponse, other, unhealthyErrorRate, degradedAvailability, unhealthyAvailability, degradedAfter, unhealthyAfter, offlineAfter, recoveredAfter, minimumCalls);
  }

  /** This profile with another unhealthy error rate. */
  public HealthProfile withUnhealthyErrorRate(double other) {
    return new HealthProfile(probeInterval, probeDeadline, usageInterval, window, slowResponse, degradedErrorRate, other, degradedAvailability, unhealthyAvailability, degradedAfter, unhealthyAfter, offlineAfter, recoveredAfter, minimumCalls);
  }

  /** This profile with another degraded availability. */
  public HealthProfile withDegradedAvailability(double other) {
    return new HealthProfile(probeInterval, probeDeadline, usageInterval, window, slowResponse, degradedErrorRate, unhealthyErrorRate, other, unhealthyAvailability, degradedAfter, unhealthyAfter, offlineAfter, recoveredAfter, minimumCalls);
  }

  /** This profile with another unhealthy availability. */
  public HealthProfile withUnhealthyAvailability(double other) {
    return new HealthProfile(probeInterval, probeDeadline, usageInterval, window, slowResponse, degradedErrorRate, unhealthyErrorRate, degradedAvailability, other, degradedAfter, unhealthyAfter, offlineAfter, recoveredAfter, minimumCalls);
  }

  /** This profile with another degraded after. */
  public HealthProfile withDegradedAfter(int other) {
    return new HealthProfile(probeInterval, probeDeadline, usageInterval, window, slowResponse, degradedErrorRate, unhealthyErrorRate, degradedAvailability, unhealthyAvailability, other, unhealthyAfter, offlineAfter, recoveredAfter, minimumCalls);
  }

  /** This profile with another unhealthy after. */
  public HealthProfile withUnhealthyAfter(int other) {
    return new HealthProfile(probeInterval, probeDeadline, usageInterval, window, slowResponse, degradedErrorRate, unhealthyErrorRate, degradedAvailability, unhealthyAvailability, degradedAfter, other, offlineAfter, recoveredAfter, minimumCalls);
  }

  /** This profile with another offline after. */
  public HealthProfile withOfflineAfter(int other) {
    return new HealthProfile(probeInterval, probeDeadline, usageInterval, window, slowResponse, degradedErrorRate, unhealthyErrorRate, degradedAvailability, unhealthyAvailability, degradedAfter, unhealthyAfter, other, recoveredAfter, minimumCalls);
  }

  /** This profile with another recovered after. */
  public HealthProfile withRecoveredAfter(int other) {
    return new HealthProfile(probeInterval, probeDeadline, usageInterval, window, slowResponse, degradedErrorRate, unhealthyErrorRate, degradedAvailability, unhealthyAvailability, degradedAfter, unhealthyAfter, offlineAfter, other, minimumCalls);
  }

  /** This profile with another minimum calls. */
  public HealthProfile withMinimumCalls(int other) {
    return new HealthProfile(probeInterval, probeDeadline, usageInterval, window, slowResponse, degradedErrorRate, unhealthyErrorRate, degradedAvailability, unhealthyAvailability, degradedAfter, unhealthyAfter, offlineAfter, recoveredAfter, other);
  }
}

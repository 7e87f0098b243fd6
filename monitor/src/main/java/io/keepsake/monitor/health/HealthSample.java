package io.keepsake.monitor.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a provider fared within one minute or hour, for sparklines and bars.
 *
 * @param start when it began, a whole minute or hour of UTC
 * @param probes how many probes there were
 * @param failedProbes how many of them failed
 * @param calls how many calls there were, those of probes included
 * @param failedCalls how many of them failed
 * @param meanResponse mean time of the calls that {@link ProviderHealthMetrics#responseTime} is of;
 *     empty if there was none
 * @param worst the worst status within it
 */
public record HealthSample(
    Instant start,
    long probes,
    long failedProbes,
    long calls,
    long failedCalls,
    Optional<Duration> meanResponse,
    HealthStatus worst) {

  /**
   * Checks the counts.
   *
   * @throws IllegalArgumentException if more failed than there were
   */
  public HealthSample {
    if (failedProbes < 0 || failedProbes > probes || failedCalls < 0 || failedCalls > calls) {
      throw new IllegalArgumentException("More failed than there was");
    }
  }

  /** How long the time is that a sample is of, and how many samples are kept. */
  public enum Resolution {
    /** The last three hours in minutes. */
    MINUTE(Duration.ofMinutes(1), 180),
    /** The last thirty days in hours. */
    HOUR(Duration.ofHours(1), 720);

    private final Duration length;
    private final int kept;

    Resolution(Duration length, int kept) {
      this.length = length;
      this.kept = kept;
    }

    /** How long. */
    public Duration length() {
      return length;
    }

    /** How many are kept at most. */
    public int kept() {
      return kept;
    }
  }

  /** Percentage of its probes that succeeded; empty if there was none. */
  public Optional<Double> availabilityPercentage() {
    return probes == 0 ? Optional.empty() : Optional.of(100.0 * (probes - failedProbes) / probes);
  }
}

package io.keepsake.monitor.health;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of one provider through a restart.
 *
 * @param track its status
 * @param lastProbe when it was last probed
 * @param lastSuccess when a call last succeeded
 * @param calls as {@link CallWindow#saved}
 * @param probes likewise
 * @param minutes as {@link SampleSeries#saved}
 * @param hours likewise
 */
record SavedHealth(
    Track track,
    Optional<Instant> lastProbe,
    Optional<Instant> lastSuccess,
    List<Long> calls,
    List<Long> probes,
    List<Long> minutes,
    List<Long> hours) {

  /** A {@link StatusTrack}. */
  record Track(
      HealthStatus status,
      int failed,
      int unanswered,
      int succeeded,
      boolean wasOut,
      Instant back,
      Instant countsFrom) {}

  SavedHealth {
    calls = List.copyOf(calls);
    probes = List.copyOf(probes);
    minutes = List.copyOf(minutes);
    hours = List.copyOf(hours);
  }

  /** The number that a status is kept as. */
  static long number(HealthStatus status) {
    return switch (status) {
      case HEALTHY -> 0;
      case DEGRADED -> 1;
      case UNHEALTHY -> 2;
      case OFFLINE -> 3;
    };
  }

  /**
   * The status of that number.
   *
   * @throws IllegalArgumentException if there is none
   */
  static HealthStatus status(long number) {
    return Arrays.stream(HealthStatus.values())
        .filter(status -> number(status) == number)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no status " + number));
  }
}

package io.keepsake.monitor.health;

import java.time.Instant;
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

  /**
   * The status of that number.
   *
   * @throws IllegalArgumentException if there is none
   */
  static HealthStatus status(long ordinal) {
    HealthStatus[] all = HealthStatus.values();
    if (ordinal < 0 || ordinal >= all.length) {
      throw new IllegalArgumentException("there is no status " + ordinal);
    }
    return all[(int) ordinal];
  }
}

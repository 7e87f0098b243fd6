package io.keepsake.monitor.health;

import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.monitor.health.CallWindow.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The status of one provider from probe to probe.
 *
 * <p>It gets worse as soon as a threshold of the profile is crossed. It gets better only after
 * enough probes in a row have succeeded, and only if shares and times are {@value #MARGIN} of the
 * threshold or less: so it does not go to and fro at a threshold. When probes that failed in a row
 * were what made it unhealthy or offline, what happened before the provider came back counts no
 * more for the status. For one thread.
 */
final class StatusTrack {

  /** What a share or a time must come down to, as a part of its threshold. */
  static final double MARGIN = 0.8;

  private final HealthProfile profile;
  private HealthStatus status = HealthStatus.HEALTHY;
  private int failed;
  private int unanswered;
  private int succeeded;
  private boolean wasOut;
  private Instant back = Instant.EPOCH;
  private Instant countsFrom = Instant.EPOCH;

  StatusTrack(HealthProfile profile) {
    this.profile = profile;
  }

  HealthStatus status() {
    return status;
  }

  /** Measurements before this do not count for the status. */
  Instant countsFrom() {
    return countsFrom;
  }

  /** A probe succeeded. */
  void succeeded(Instant time) {
    succeeded++;
    if (succeeded == 1) {
      back = time;
    }
    failed = 0;
    unanswered = 0;
    if (wasOut && succeeded >= profile.recoveredAfter()) {
      countsFrom = back;
      wasOut = false;
    }
  }

  /** A probe failed. */
  void failed(Kind kind) {
    succeeded = 0;
    failed++;
    unanswered = isNoAnswer(kind) ? unanswered + 1 : 0;
    wasOut |= failed >= profile.unhealthyAfter() || unanswered >= profile.offlineAfter();
  }

  /** Whether a provider that fails so has not answered at all. */
  private static boolean isNoAnswer(Kind kind) {
    return kind == Kind.UNAVAILABLE || kind == Kind.TIMEOUT;
  }

  /**
   * Judges anew.
   *
   * @param calls all calls that count
   * @param probes all probes that count
   * @return whether the status has changed
   */
  boolean judge(Figures calls, Figures probes) {
    HealthStatus before = status;
    HealthStatus worst = judge(calls, probes, 1);
    if (worst.compareTo(status) > 0) {
      status = worst;
    } else if (succeeded >= profile.recoveredAfter()) {
      HealthStatus better = judge(calls, probes, MARGIN);
      status = better.compareTo(status) < 0 ? better : status;
    }
    return status != before;
  }

  private HealthStatus judge(Figures calls, Figures probes, double margin) {
    if (unanswered >= profile.offlineAfter()) {
      return HealthStatus.OFFLINE;
    }
    if (failed >= profile.unhealthyAfter()
        || isOver(calls, profile.unhealthyErrorRate(), margin)
        || isUnder(probes, profile.unhealthyAvailability(), margin)) {
      return HealthStatus.UNHEALTHY;
    }
    if (failed >= profile.degradedAfter()
        || isOver(calls, profile.degradedErrorRate(), margin)
        || isUnder(probes, profile.degradedAvailability(), margin)
        || isSlow(calls, margin)) {
      return HealthStatus.DEGRADED;
    }
    return HealthStatus.HEALTHY;
  }

  private boolean isOver(Figures calls, double rate, double margin) {
    return calls.calls() >= profile.minimumCalls()
        && calls.failed() > 0
        && calls.errorRate() >= rate * margin;
  }

  private boolean isUnder(Figures probes, double percentage, double margin) {
    double threshold = 100 - (100 - percentage) * margin;
    return probes.calls() >= profile.minimumCalls() && probes.availability() < threshold;
  }

  private boolean isSlow(Figures calls, double margin) {
    Optional<Duration> p95 = calls.response().map(ResponseTime::p95);
    return calls.calls() >= profile.minimumCalls()
        && p95.isPresent()
        && p95.get().toNanos() > profile.slowResponse().toNanos() * margin;
  }

  /** The track as it is kept. */
  SavedHealth.Track saved() {
    return new SavedHealth.Track(status, failed, unanswered, succeeded, wasOut, back, countsFrom);
  }

  /** Goes on from what was kept. */
  void restore(SavedHealth.Track track) {
    status = track.status();
    failed = track.failed();
    unanswered = track.unanswered();
    succeeded = track.succeeded();
    wasOut = track.wasOut();
    back = track.back();
    countsFrom = track.countsFrom();
  }
}

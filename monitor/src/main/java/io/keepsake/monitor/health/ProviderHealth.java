package io.keepsake.monitor.health;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreUsage;
import io.keepsake.core.watch.KnownHealth;
import io.keepsake.core.watch.StoreCall;
import io.keepsake.core.watch.StoreCall.Operation;
import io.keepsake.monitor.health.CallWindow.Figures;
import io.keepsake.monitor.health.HealthSample.Resolution;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that is known of one provider. Safe for many threads. */
final class ProviderHealth {

  private static final Logger LOG = LoggerFactory.getLogger(ProviderHealth.class);

  /** The newest calls that are remembered, if the window has more. */
  static final int MOST_CALLS = 4096;

  /** The newest probes. */
  static final int MOST_PROBES = 1024;

  /** The newest of either that outlive a restart. */
  private static final int MOST_SAVED = 512;

  /** Calls that move more say more of the line than of the provider. */
  private static final long SMALL = 64 << 10;

  private final String id;
  private final HealthProfile profile;
  private final HealthClock clock;
  private final CallWindow calls;
  private final CallWindow probes;
  private final StatusTrack track;
  private final SampleSeries minutes = new SampleSeries(Resolution.MINUTE);
  private final SampleSeries hours = new SampleSeries(Resolution.HOUR);
  private Optional<Instant> lastProbe = Optional.empty();
  private Optional<Instant> lastSuccess = Optional.empty();
  private Optional<LastError> lastError = Optional.empty();
  private Optional<StoreUsage> usage = Optional.empty();

  private record LastError(Instant time, String sentence) {}

  ProviderHealth(String id, HealthProfile profile, HealthClock clock) {
    this.id = id;
    this.profile = profile;
    this.clock = clock;
    calls = new CallWindow(profile.window(), MOST_CALLS);
    probes = new CallWindow(profile.window(), MOST_PROBES);
    track = new StatusTrack(profile);
  }

  /** A call has ended, of a probe or of anybody else. */
  synchronized void call(StoreCall call) {
    Instant now = clock.instant();
    boolean failed = call.failure().isPresent();
    Optional<Duration> took =
        failed || !tellsLatency(call) ? Optional.empty() : Optional.of(call.took());
    if (failed) {
      calls.failed(now);
      call.failure().ifPresent(failure -> noteError(now, failure));
    } else {
      took.ifPresentOrElse(time -> calls.succeeded(now, time), () -> calls.succeeded(now));
      lastSuccess = Optional.of(now);
    }
    minutes.call(now, failed, took, track.status());
    hours.call(now, failed, took, track.status());
  }

  /** To open a store can take a while, to count what is in it even longer. */
  private static boolean tellsLatency(StoreCall call) {
    return call.bytes() <= SMALL
        && call.operation() != Operation.OPEN
        && call.operation() != Operation.USAGE;
  }

  /**
   * A probe has ended.
   *
   * @return whether the status has changed
   */
  synchronized boolean probed(Optional<StoreException> failure) {
    Instant now = clock.instant();
    lastProbe = Optional.of(now);
    if (failure.isPresent()) {
      probes.failed(now);
      track.failed(failure.get().kind());
      noteError(now, failure.get());
    } else {
      probes.succeeded(now);
      track.succeeded(now);
    }
    HealthStatus before = track.status();
    boolean changed =
        track.judge(
            calls.figures(now, track.countsFrom()), probes.figures(now, track.countsFrom()));
    if (changed) {
      LOG.info(
          "Provider {} was {} and is {} now{}",
          id,
          before,
          track.status(),
          lastError(now).map(error -> ": " + error).orElse(""));
    }
    minutes.probe(now, failure.isPresent(), track.status());
    hours.probe(now, failure.isPresent(), track.status());
    return changed;
  }

  private void noteError(Instant now, StoreException failure) {
    lastError = Optional.of(new LastError(now, String.valueOf(failure.getMessage())));
  }

  synchronized void used(StoreUsage told) {
    usage = Optional.of(told);
  }

  synchronized ProviderHealthMetrics metrics() {
    Instant now = clock.instant();
    Figures all = calls.figures(now, Instant.EPOCH);
    double availability = probes.figures(now, Instant.EPOCH).availability();
    return new ProviderHealthMetrics(
        id,
        track.status(),
        all.response(),
        availability,
        all.errorRate(),
        PerformanceScore.of(
            track.status(), availability, all.errorRate(), all.response(), profile),
        lastProbe,
        lastSuccess,
        lastError(now),
        usage);
  }

  private Optional<String> lastError(Instant now) {
    return lastError
        .filter(error -> error.time().isAfter(now.minus(profile.window())))
        .map(LastError::sentence);
  }

  /**
   * What an operation may make use of; empty if the last probe is too long ago.
   *
   * @param fresh how long ago it may be
   */
  synchronized Optional<KnownHealth> known(Duration fresh) {
    Instant now = clock.instant();
    if (lastProbe.isEmpty() || lastProbe.get().isBefore(now.minus(fresh))) {
      return Optional.empty();
    }
    if (track.status() == HealthStatus.OFFLINE) {
      String since =
          lastSuccess.map(time -> "it last answered at " + time).orElse("it has never answered");
      return Optional.of(new KnownHealth.Offline(lastError(now).orElse(since)));
    }
    return calls
        .figures(now, track.countsFrom())
        .response()
        .map(ResponseTime::p50)
        .filter(Duration::isPositive)
        .map(KnownHealth.Answers::new);
  }

  synchronized List<HealthSample> samples(Resolution resolution) {
    return switch (resolution) {
      case MINUTE -> minutes.samples();
      case HOUR -> hours.samples();
    };
  }

  synchronized SavedHealth saved() {
    return new SavedHealth(
        track.saved(),
        lastProbe,
        lastSuccess,
        calls.saved(MOST_SAVED),
        probes.saved(MOST_SAVED),
        minutes.saved(),
        hours.saved());
  }

  /**
   * Goes on from what was kept.
   *
   * @throws IllegalArgumentException if that makes no sense
   */
  synchronized void restore(SavedHealth saved) {
    Instant now = clock.instant();
    calls.restore(saved.calls(), now);
    probes.restore(saved.probes(), now);
    minutes.restore(saved.minutes(), now);
    hours.restore(saved.hours(), now);
    track.restore(saved.track());
    lastProbe = saved.lastProbe().filter(time -> !time.isAfter(now));
    lastSuccess = saved.lastSuccess().filter(time -> !time.isAfter(now));
  }
}

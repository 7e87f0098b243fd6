package io.keepsake.monitor.prometheus;

import io.keepsake.core.spi.alert.Severity;
import io.keepsake.core.spi.storage.StoreUsage;
import io.keepsake.monitor.health.HealthStatus;
import io.keepsake.monitor.health.ProviderHealthMetrics;
import io.keepsake.monitor.health.ResponseTime;
import io.keepsake.monitor.metrics.DebtFigures;
import io.keepsake.monitor.metrics.MetricsSnapshot;
import io.keepsake.monitor.metrics.SnapshotFigures;
import io.keepsake.monitor.schedule.JobAction;
import io.keepsake.monitor.schedule.JobOutcome;
import io.keepsake.monitor.schedule.JobRun;
import io.keepsake.monitor.schedule.JobView;
import io.keepsake.monitor.schedule.ScheduledJob;
import io.keepsake.monitor.schedule.timing.Timing;
import io.keepsake.monitor.schedule.timing.TimingException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A vault of which all is known, and one of which next to nothing is. */
final class Figures {

  private static final Instant NOW = Instant.parse("2026-07-01T12:00:00.5Z");

  private Figures() {}

  static MetricsSnapshot full() {
    return new MetricsSnapshot(
        "wedding",
        "0.1.0",
        NOW,
        List.of(
            new ProviderHealthMetrics(
                "aws",
                HealthStatus.DEGRADED,
                Optional.of(
                    new ResponseTime(
                        Duration.ofMillis(120), Duration.ofMillis(900), Duration.ofMillis(250))),
                99.5,
                0.02,
                81,
                Optional.of(NOW),
                Optional.of(NOW.minusSeconds(60)),
                Optional.of("It said no"),
                Optional.of(new StoreUsage(OptionalLong.of(1L << 40), OptionalLong.of(1L << 30))))),
        List.of(new DebtFigures("aws", 12, Optional.of(NOW.minusSeconds(3_600)))),
        Optional.of(
            new SnapshotFigures(
                7,
                Optional.of(NOW.minusSeconds(86_400)),
                Optional.of(NOW.minusSeconds(9)),
                OptionalLong.of(1_000),
                OptionalLong.of(5_000_000_000L))),
        List.of(job()),
        Map.of(Severity.CRITICAL, 2));
  }

  private static JobView job() {
    try {
      ScheduledJob job =
          ScheduledJob.of(
              "photos",
              "wedding",
              JobAction.backup(List.of("/photos")),
              Timing.parse("daily at 02:30"),
              ZoneOffset.UTC);
      JobRun run =
          new JobRun(
              "1",
              NOW.minusSeconds(100),
              NOW.minusSeconds(100),
              NOW.minusSeconds(40),
              JobOutcome.DEGRADED,
              "One is owed",
              Map.of("bytes-read", 10L, "bytes-stored", 5L, "anything", 3L));
      return new JobView(
          job,
          NOW.plusSeconds(5),
          Optional.empty(),
          List.of(),
          Optional.of(NOW),
          Optional.of(NOW.minusSeconds(100)),
          List.of(run));
    } catch (TimingException e) {
      throw new AssertionError(e);
    }
  }

  static MetricsSnapshot unknown() {
    return new MetricsSnapshot(
        "wedding", "0.1.0", NOW, List.of(), List.of(), Optional.empty(), List.of(), Map.of());
  }
}

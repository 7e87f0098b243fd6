package io.keepsake.monitor.alert;

import io.keepsake.core.spi.storage.StoreUsage;
import io.keepsake.monitor.alert.rule.Observation;
import io.keepsake.monitor.health.HealthStatus;
import io.keepsake.monitor.health.ProviderHealthMetrics;
import io.keepsake.monitor.health.ResponseTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Facts as tests need them. */
public final class Facts {

  private Facts() {}

  /** A provider with a status, and figures that go with it. */
  public static Observation provider(String id, HealthStatus status, Instant probe) {
    double errors =
        switch (status) {
          case HEALTHY -> 0;
          case DEGRADED -> 0.1;
          case UNHEALTHY -> 0.5;
          case OFFLINE -> 1;
        };
    Duration p95 = status == HealthStatus.HEALTHY ? Duration.ofMillis(80) : Duration.ofSeconds(8);
    Optional<ResponseTime> time =
        status == HealthStatus.OFFLINE
            ? Optional.empty()
            : Optional.of(new ResponseTime(Duration.ofMillis(40), p95, Duration.ofMillis(50)));
    return metrics(id, status, time, errors, probe, Optional.empty());
  }

  /** A healthy provider that has so much room. */
  public static Observation room(String id, long used, long available, Instant probe) {
    StoreUsage usage = new StoreUsage(OptionalLong.of(used), OptionalLong.of(available));
    return metrics(id, HealthStatus.HEALTHY, Optional.empty(), 0, probe, Optional.of(usage));
  }

  /** A provider with all that is given. */
  public static Observation metrics(
      String id,
      HealthStatus status,
      Optional<ResponseTime> time,
      double errors,
      Instant probe,
      Optional<StoreUsage> usage) {
    return new Observation.ProviderHealth(
        new ProviderHealthMetrics(
            id,
            status,
            time,
            100 - errors * 100,
            errors,
            50,
            Optional.of(probe),
            Optional.empty(),
            Optional.empty(),
            usage));
  }

  /** A backup of which so many runs failed. */
  public static Observation failed(String schedule, int runs) {
    return new Observation.BackupRuns(
        schedule,
        Optional.empty(),
        Optional.empty(),
        runs,
        runs == 0 ? Optional.empty() : Optional.of("the disk went away"));
  }
}

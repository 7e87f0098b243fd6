package io.keepsake.cli.agent;

import io.keepsake.monitor.dashboard.Sample;
import io.keepsake.monitor.dashboard.StatusBucket;
import io.keepsake.monitor.health.HealthMonitor;
import io.keepsake.monitor.health.HealthSample;
import io.keepsake.monitor.health.HealthSample.Resolution;
import io.keepsake.monitor.health.HealthStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a provider has fared, as the dashboard shows it. */
final class BoardHistory {

  private static final int MINUTES = 60;
  private static final int HOURS = 48;

  private BoardHistory() {}

  /** Response times of the last hour. */
  static List<Sample> samples(HealthMonitor health, String provider) {
    List<HealthSample> all = health.history(provider, Resolution.MINUTE);
    return all.subList(Math.max(0, all.size() - MINUTES), all.size()).stream()
        .map(each -> new Sample(each.start(), each.meanResponse()))
        .toList();
  }

  /** The last two days, by the hour. */
  static List<StatusBucket> buckets(HealthMonitor health, String provider, Instant now) {
    Map<Instant, HealthStatus> worst = new HashMap<>();
    health
        .history(provider, Resolution.HOUR)
        .forEach(each -> worst.put(each.start(), each.worst()));
    List<StatusBucket> buckets = new ArrayList<>();
    Instant last = now.truncatedTo(ChronoUnit.HOURS);
    for (int i = HOURS - 1; i >= 0; i--) {
      Instant from = last.minus(Duration.ofHours(i));
      buckets.add(
          new StatusBucket(
              from, from.plus(Duration.ofHours(1)), Optional.ofNullable(worst.get(from))));
    }
    return buckets;
  }
}

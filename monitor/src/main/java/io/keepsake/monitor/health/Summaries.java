package io.keepsake.monitor.health;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Adds up providers. */
final class Summaries {

  private Summaries() {}

  static HealthSummary of(List<ProviderHealthMetrics> providers, int activeAlerts, Instant time) {
    int healthy = count(providers, HealthStatus.HEALTHY);
    int offline = count(providers, HealthStatus.OFFLINE);
    return new HealthSummary(
        providers.size(),
        healthy,
        providers.size() - healthy - offline,
        offline,
        response(providers),
        (int)
            Math.round(
                providers.stream()
                    .mapToInt(ProviderHealthMetrics::performanceScore)
                    .average()
                    .orElse(100)),
        activeAlerts,
        time);
  }

  private static int count(List<ProviderHealthMetrics> providers, HealthStatus status) {
    return (int) providers.stream().filter(one -> one.status() == status).count();
  }

  private static Optional<Duration> response(List<ProviderHealthMetrics> providers) {
    List<Duration> means =
        providers.stream().flatMap(one -> one.responseTime().stream()).map(ResponseTime::mean).toList();
    return means.isEmpty()
        ? Optional.empty()
        : Optional.of(means.stream().reduce(Duration.ZERO, Duration::plus).dividedBy(means.size()));
  }
}

package io.keepsake.monitor.prometheus;

import io.keepsake.core.spi.storage.StoreUsage;
import io.keepsake.monitor.health.HealthStatus;
import io.keepsake.monitor.health.ProviderHealthMetrics;
import io.keepsake.monitor.health.ResponseTime;

/** How providers fare. */
record ProviderGauges(Gauges gauges) {

  private static final double PERCENT = 100;

  void add(ProviderHealthMetrics provider) {
    String[] labels = {"provider", provider.providerId()};
    gauges.addState(
        "provider_status",
        "1 for the status that the provider has",
        "status",
        provider.status(),
        HealthStatus.values(),
        labels);
    gauges.add(
        "provider_availability_ratio",
        "Share of the probes that succeeded",
        provider.availabilityPercentage() / PERCENT,
        labels);
    gauges.add(
        "provider_error_ratio", "Share of the calls that failed", provider.errorRate(), labels);
    gauges.add(
        "provider_score", "Performance score, 0 to 100", provider.performanceScore(), labels);
    provider.responseTime().ifPresent(time -> add(time, provider.providerId()));
    provider
        .lastProbe()
        .ifPresent(
            time ->
                gauges.add(
                    "provider_last_probe_timestamp_seconds",
                    "When it was last probed",
                    time,
                    labels));
    provider
        .lastSuccess()
        .ifPresent(
            time ->
                gauges.add(
                    "provider_last_success_timestamp_seconds",
                    "When a call last succeeded",
                    time,
                    labels));
    provider.usage().ifPresent(usage -> add(usage, labels));
  }

  private void add(ResponseTime time, String provider) {
    String help = "How long calls took that succeeded";
    String name = "provider_response_seconds";
    gauges.add(name, help, time.p50(), "provider", provider, "percentile", "50");
    gauges.add(name, help, time.p95(), "provider", provider, "percentile", "95");
    gauges.add(
        "provider_response_mean_seconds",
        "How long calls took on average that succeeded",
        time.mean(),
        "provider",
        provider);
  }

  private void add(StoreUsage usage, String... labels) {
    usage
        .usedBytes()
        .ifPresent(
            bytes ->
                gauges.add("provider_used_bytes", "What the provider says is used", bytes, labels));
    usage
        .availableBytes()
        .ifPresent(
            bytes ->
                gauges.add(
                    "provider_available_bytes", "What the provider says is free", bytes, labels));
  }
}

package io.keepsake.monitor.prometheus;

import io.keepsake.monitor.metrics.MetricsExporter;
import io.keepsake.monitor.metrics.MetricsSnapshot;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.Supplier;

/**
 * Answers in OpenMetrics to who accepts that, and in Prometheus's own text format to all others.
 */
record PrometheusExporter(Supplier<MetricsSnapshot> source) implements MetricsExporter {

  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  @Override
  public Scrape scrape(String accept) {
    String contentType = accept.contains("application/openmetrics-text") ? OPEN_METRICS : TEXT;
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try {
      MetricsSnapshot snapshot = source.get();
      Gauges gauges = new Gauges(registry, snapshot.vault());
      new VaultGauges(gauges).add(snapshot);
      snapshot.providers().forEach(new ProviderGauges(gauges)::add);
      snapshot.jobs().forEach(new JobGauges(gauges)::add);
      return new Scrape(contentType, registry.scrape(contentType));
    } finally {
      registry.close();
    }
  }
}

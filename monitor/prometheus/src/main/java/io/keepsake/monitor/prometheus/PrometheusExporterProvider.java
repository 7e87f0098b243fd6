package io.keepsake.monitor.prometheus;

import io.keepsake.monitor.metrics.MetricsExporter;
import io.keepsake.monitor.metrics.MetricsExporterProvider;
import io.keepsake.monitor.metrics.MetricsSnapshot;
import java.util.function.Supplier;

/** Opens exporters for Prometheus. */
public final class PrometheusExporterProvider implements MetricsExporterProvider {

  /** For the service loader. */
  public PrometheusExporterProvider() {}

  @Override
  public int spiVersion() {
    return SPI_VERSION;
  }

  @Override
  public String format() {
    return "prometheus";
  }

  @Override
  public MetricsExporter open(Supplier<MetricsSnapshot> source) {
    return new PrometheusExporter(source);
  }
}

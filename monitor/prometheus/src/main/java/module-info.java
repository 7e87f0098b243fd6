import io.keepsake.monitor.metrics.MetricsExporterProvider;
import io.keepsake.monitor.prometheus.PrometheusExporterProvider;

/**
 * Figures for Prometheus.
 *
 * @provides MetricsExporterProvider the format {@code prometheus}
 */
module io.keepsake.monitor.prometheus {
  requires io.keepsake.monitor;
  requires micrometer.core;
  requires micrometer.registry.prometheus;
  requires static org.jspecify;

  provides MetricsExporterProvider with
      PrometheusExporterProvider;
}

import io.keepsake.monitor.metrics.MetricsExporterProvider;

/**
 * Watches a vault's providers, tells people what is wrong, runs what is scheduled and shows it all.
 *
 * <p>A library: {@code keepsake agent} is one user of it.
 *
 * @uses MetricsExporterProvider exporters on the same module path; the plugin loader finds others
 */
module io.keepsake.monitor {
  requires transitive io.keepsake.core;
  requires org.slf4j;
  requires static org.jspecify;
  requires tools.jackson.core;

  exports io.keepsake.monitor.health;
  exports io.keepsake.monitor.metrics;
  exports io.keepsake.monitor.schedule;
  exports io.keepsake.monitor.schedule.timing;

  uses MetricsExporterProvider;
}

import io.keepsake.monitor.metrics.MetricsExporterProvider;

/**
 * Watches a vault's providers, tells people what is wrong, runs what is scheduled and shows it all.
 *
 * <p>A library: {@code keepsake agent} is one user of it.
 *
 * @uses MetricsExporterProvider exporters on the same module path; the plugin loader finds others
 */
module io.keepsake.monitor {
  requires jdk.httpserver;
  requires org.slf4j;
  requires static org.jspecify;
  requires tools.jackson.core;
  requires transitive io.keepsake.core;

  exports io.keepsake.monitor.alert;
  exports io.keepsake.monitor.alert.outbox;
  exports io.keepsake.monitor.alert.rule;
  exports io.keepsake.monitor.alert.state;
  exports io.keepsake.monitor.dashboard;
  exports io.keepsake.monitor.dashboard.web;
  exports io.keepsake.monitor.health;
  exports io.keepsake.monitor.metrics;
  exports io.keepsake.monitor.schedule;
  exports io.keepsake.monitor.schedule.timing;

  uses MetricsExporterProvider;
}

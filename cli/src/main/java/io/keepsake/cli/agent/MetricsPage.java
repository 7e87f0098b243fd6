package io.keepsake.cli.agent;

import io.keepsake.monitor.metrics.IncompatibleExporterException;
import io.keepsake.monitor.metrics.MetricsExporter;
import io.keepsake.monitor.metrics.MetricsExporterProvider;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The page for Prometheus, if the plugin that makes it is installed. */
final class MetricsPage {

  private static final Logger LOG = LoggerFactory.getLogger(MetricsPage.class);
  private static final String FORMAT = "prometheus";

  private MetricsPage() {}

  static Optional<Supplier<String>> of(AgentSetup setup, AgentMetrics metrics) {
    try {
      Optional<MetricsExporter> exporter =
          MetricsExporterProvider.find(setup.plugins(), FORMAT).map(found -> found.open(metrics));
      return exporter.map(found -> () -> found.scrape("").body());
    } catch (IncompatibleExporterException e) {
      LOG.warn("There is no page for Prometheus: {}", e.getMessage());
      return Optional.empty();
    }
  }
}

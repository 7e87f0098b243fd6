package io.keepsake.monitor.metrics;

/** An exporter was built for another version. The message is one sentence for people. */
public final class IncompatibleExporterException extends Exception {

  private static final long serialVersionUID = 1;

  IncompatibleExporterException(String provider, int version) {
    super(
        ("The exporter %s was built for version %d of its interface, and this Keepsake has version"
                + " %d: install the plugin's release for this Keepsake, or remove the plugin")
            .formatted(provider, version, MetricsExporterProvider.SPI_VERSION));
  }
}

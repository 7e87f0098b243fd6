package io.keepsake.monitor.metrics;

import io.keepsake.core.plugin.Plugins;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Opens exporters of one format. Found through {@link java.util.ServiceLoader}, in plugins too; an
 * implementation needs a public no-argument constructor that does no I/O, and does without the
 * thread's context class loader.
 */
public interface MetricsExporterProvider {

  /**
   * The major version of this interface. A provider answers it from {@link #spiVersion()}; as a
   * compile-time constant it is copied into the provider when that is compiled.
   */
  int SPI_VERSION = 1;

  /** The version this provider was compiled against: {@code return SPI_VERSION;}. */
  int spiVersion();

  /** A short name of its format, such as {@code prometheus}. */
  String format();

  /**
   * An exporter of what is supplied at each scrape.
   *
   * @param source answers at once, from memory
   */
  MetricsExporter open(Supplier<MetricsSnapshot> source);

  /**
   * The provider of a format among all that are installed and in plugins.
   *
   * @throws IncompatibleExporterException if there is one, for another version of this interface
   */
  static Optional<MetricsExporterProvider> find(Plugins plugins, String format)
      throws IncompatibleExporterException {
    for (MetricsExporterProvider one : plugins.services(MetricsExporterProvider.class)) {
      if (one.spiVersion() != SPI_VERSION) {
        throw new IncompatibleExporterException(one.getClass().getName(), one.spiVersion());
      }
      if (one.format().equals(format)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }
}

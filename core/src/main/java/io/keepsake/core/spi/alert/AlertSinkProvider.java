package io.keepsake.core.spi.alert;

import io.keepsake.core.spi.options.OptionNames;
import java.util.Optional;
import java.util.Set;

/**
 * Opens {@link AlertSink}s of one or more types. Found through {@link java.util.ServiceLoader}; an
 * implementation needs a public no-argument constructor that does no I/O.
 */
public interface AlertSinkProvider {

  /**
   * The major version of this interface. A provider answers it from {@link #spiVersion()}; as a
   * compile-time constant it is copied into the provider when that is compiled, so it tells which
   * version the provider was built for.
   */
  int SPI_VERSION = 1;

  /** The version this provider was compiled against: {@code return SPI_VERSION;}. */
  int spiVersion();

  /** A short name for tables and messages, such as {@code slack}. */
  String name();

  /**
   * The types of sink this provider opens, in lower case, such as {@code slack} or {@code teams}.
   */
  Set<String> types();

  /**
   * The options that settings of a type may have, for editors and help; {@link #open} is what
   * refuses others. Empty, which is the default, if that is not told.
   *
   * @param type one of the {@link #types()}
   */
  default Optional<OptionNames> options(String type) {
    return Optional.empty();
  }

  /**
   * Opens a sink. Checks the settings; sends nothing and need not connect.
   *
   * @throws SinkSettingsException if they cannot be used
   */
  AlertSink open(SinkSettings settings) throws SinkSettingsException;
}

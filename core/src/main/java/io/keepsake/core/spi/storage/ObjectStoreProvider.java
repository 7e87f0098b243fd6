package io.keepsake.core.spi.storage;

import io.keepsake.core.spi.options.OptionNames;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Opens {@link ObjectStore}s for one or more URL schemes. Found through {@link
 * java.util.ServiceLoader}; an implementation needs a public no-argument constructor that does no
 * I/O.
 */
public interface ObjectStoreProvider {

  /**
   * The major version of this interface. A provider answers it from {@link #spiVersion()}; as a
   * compile-time constant it is copied into the provider when that is compiled, so it tells which
   * version the provider was built for.
   */
  int SPI_VERSION = 1;

  /** The version this provider was compiled against: {@code return SPI_VERSION;}. */
  int spiVersion();

  /** A short name for tables and messages, such as {@code local} or {@code s3}. */
  String name();

  /** The URL schemes this provider opens, in lower case, such as {@code file} or {@code s3}. */
  Set<String> schemes();

  /**
   * The options that settings for this provider may have, for editors and help; {@link #open} is
   * what refuses others. Empty, which is the default, if that is not told.
   */
  default Optional<OptionNames> options() {
    return Optional.empty();
  }

  /**
   * Opens a store. May connect, but creates nothing: the first {@code put} does that.
   *
   * @throws StoreException kind {@code INVALID} if the settings cannot be meant for this provider,
   *     another kind if the place cannot be reached
   */
  ObjectStore open(StoreSettings settings) throws StoreException;

  /**
   * When what this machine shows to a service stops being valid, as far as the settings themselves
   * tell: a token may say it. Asks no service. By default nothing is known.
   *
   * @throws StoreException kind {@code INVALID} if the settings cannot be meant for this provider,
   *     or what they name cannot be read
   */
  default Optional<Instant> credentialExpiry(StoreSettings settings) throws StoreException {
    return Optional.empty();
  }
}

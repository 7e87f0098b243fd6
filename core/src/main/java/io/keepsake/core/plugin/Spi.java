package io.keepsake.core.plugin;

import io.keepsake.core.spi.alert.AlertSinkProvider;
import io.keepsake.core.spi.crypto.CryptoProvider;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * A service interface that plugins implement.
 *
 * @param type the interface
 * @param purpose what it is for, in messages
 * @param attribute manifest attribute in which a plugin's jar may name what its providers offer
 * @param version this core's version of the interface
 * @param versionOf the version a provider was built for
 * @param keysOf what a provider offers
 * @param inContext wraps a provider so that it runs with its own context class loader
 */
record Spi<S>(
    Class<S> type,
    String purpose,
    String attribute,
    int version,
    ToIntFunction<S> versionOf,
    Function<S, Set<String>> keysOf,
    Function<S, S> inContext) {

  static final Spi<ObjectStoreProvider> STORAGE =
      new Spi<>(
          ObjectStoreProvider.class,
          "storage",
          "Keepsake-Schemes",
          ObjectStoreProvider.SPI_VERSION,
          ObjectStoreProvider::spiVersion,
          provider -> Set.copyOf(provider.schemes()),
          ContextStoreProvider::new);

  static final Spi<CryptoProvider> CRYPTO =
      new Spi<>(
          CryptoProvider.class,
          "encryption",
          "Keepsake-Suites",
          CryptoProvider.SPI_VERSION,
          CryptoProvider::spiVersion,
          provider -> Set.of(provider.suite()),
          ContextCryptoProvider::new);

  static final Spi<AlertSinkProvider> SINKS =
      new Spi<>(
          AlertSinkProvider.class,
          "alert sink",
          "Keepsake-Sinks",
          AlertSinkProvider.SPI_VERSION,
          AlertSinkProvider::spiVersion,
          provider -> Set.copyOf(provider.types()),
          ContextSinkProvider::new);

  static final List<Spi<?>> ALL = List.of(STORAGE, CRYPTO, SINKS);

  /**
   * A service whose interface is not core's own: it tells no version and no names, and its
   * providers are not wrapped.
   */
  static Spi<?> of(Class<?> service) {
    return ALL.stream()
        .filter(spi -> spi.type().equals(service))
        .findFirst()
        .orElseGet(() -> other(service));
  }

  private static <S> Spi<S> other(Class<S> service) {
    return new Spi<>(
        service, service.getSimpleName(), "", 0, _ -> 0, _ -> Set.of(), Function.identity());
  }
}

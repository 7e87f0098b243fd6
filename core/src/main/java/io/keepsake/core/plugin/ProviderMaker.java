package io.keepsake.core.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Spliterator;

/** Makes the providers of a service, each on its own: if one fails, the next is tried. */
final class ProviderMaker {

  /** Ends a loader that would fail in the same way for ever. */
  private static final int MOST = 1000;

  private final List<Offered> offered = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  /** The providers that are usable. */
  List<Offered> offered() {
    return List.copyOf(offered);
  }

  /** Sentences that say what is wrong with the others. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  /** Makes those that the host has. */
  <S> void make(Spi<S> spi, ServiceLoader<S> services) {
    make(spi, services, MOST);
  }

  /** Makes a plugin's own. */
  <S> void make(Spi<S> spi, LoadedPlugin plugin) {
    try (var _ = ContextClassLoader.with(plugin.loader())) {
      make(spi, plugin.providers(spi.type()), plugin.count(spi.type()).orElse(MOST));
    }
  }

  private <S> void make(Spi<S> spi, ServiceLoader<S> services, int most) {
    Spliterator<ServiceLoader.Provider<S>> steps = services.stream().spliterator();
    boolean more = true;
    for (int step = 0; more && step < most; step++) {
      try {
        more = steps.tryAdvance(provider -> make(spi, provider));
      } catch (ServiceConfigurationError | LinkageError broken) {
        problems.add(
            Causes.sentence("Its " + spi.purpose() + " provider cannot be loaded", broken));
      }
    }
  }

  private <S> void make(Spi<S> spi, ServiceLoader.Provider<S> found) {
    String name = found.type().getName();
    try {
      S provider = found.get();
      int version = spi.versionOf().applyAsInt(provider);
      if (version == spi.version()) {
        S inContext = spi.inContext().apply(provider);
        offered.add(new Offered(spi, spi.keysOf().apply(provider), inContext, provider.getClass()));
      } else {
        problems.add(otherVersion(spi, name, version));
      }
    } catch (RuntimeException | ServiceConfigurationError | LinkageError broken) {
      problems.add(Causes.sentence("Its provider " + name + " cannot be started", broken));
    }
  }

  private static String otherVersion(Spi<?> spi, String name, int version) {
    return String.format(
        "Its provider %s was built for version %d of the %s interface, and this Keepsake has"
            + " version %d: install the plugin's release for this Keepsake, or remove the plugin",
        name, version, spi.purpose(), spi.version());
  }
}

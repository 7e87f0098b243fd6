package io.keepsake.core.plugin;

import io.keepsake.core.spi.alert.AlertSinkProvider;
import io.keepsake.core.spi.crypto.CryptoProvider;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The service providers of this process. Safe for use by several threads. What it hands out runs
 * with the thread context class loader set to the plugin's.
 */
public interface Plugins {

  /** The storage provider for a URL scheme; loads no more plugins than it must. */
  Optional<ObjectStoreProvider> storage(String scheme);

  /** The encryption scheme of that name; loads no more plugins than it must. */
  Optional<CryptoProvider> crypto(String suite);

  /**
   * The opener of alert sinks of a type; loads no more plugins than it must. By default there is
   * none.
   */
  default Optional<AlertSinkProvider> sink(String type) {
    return Optional.empty();
  }

  /**
   * All providers of an interface that is not core's own, such as one of the monitor's. They are
   * handed out as they are: it is up to that interface to tell versions apart, and no context class
   * loader is set for them. Loads the plugins that have some, and no others.
   *
   * @param service an interface that core can see: exported, and in core's module layer or one
   *     above it, or on its class path
   */
  default <S> List<S> services(Class<S> service) {
    return List.of();
  }

  /** What could not be loaded so far, and why. */
  List<PluginProblem> problems();

  /**
   * All plugins, usable or not, those on the module or class path first. Loads every one of them,
   * so {@link #problems()} is complete afterwards.
   */
  default List<PluginDescription> descriptions() {
    return List.of();
  }

  /** The providers on the module path and the class path that this class was loaded from. */
  static Plugins installed() {
    return new PluginRegistry(Optional.empty());
  }

  /**
   * The installed providers and, after them, those in a directory of plugins: each of its
   * directories is one plugin, each jar that lies in it directly is one too. Where two offer the
   * same, the installed one wins, then the one that comes first by name.
   *
   * <p>Nothing is read before the first question. A directory that does not exist holds no plugins.
   */
  static Plugins load(Path pluginsDirectory) {
    return new PluginRegistry(Optional.of(pluginsDirectory));
  }
}

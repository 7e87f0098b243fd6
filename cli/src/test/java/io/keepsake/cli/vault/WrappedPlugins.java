package io.keepsake.cli.vault;

import io.keepsake.core.plugin.PluginProblem;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.crypto.CryptoProvider;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The installed plugins, whose stores are opened by somebody else. */
abstract class WrappedPlugins implements Plugins {

  private final Plugins installed = Plugins.installed();

  /** Opens a store with the provider that is installed for it, and puts something around it. */
  abstract ObjectStore open(ObjectStoreProvider behind, StoreSettings settings)
      throws StoreException;

  @Override
  public final Optional<ObjectStoreProvider> storage(String scheme) {
    return installed.storage(scheme).map(Wrapped::new);
  }

  @Override
  public final Optional<CryptoProvider> crypto(String suite) {
    return installed.crypto(suite);
  }

  @Override
  public final List<PluginProblem> problems() {
    return installed.problems();
  }

  private final class Wrapped implements ObjectStoreProvider {

    private final ObjectStoreProvider behind;

    Wrapped(ObjectStoreProvider behind) {
      this.behind = behind;
    }

    @Override
    public int spiVersion() {
      return behind.spiVersion();
    }

    @Override
    public String name() {
      return behind.name();
    }

    @Override
    public Set<String> schemes() {
      return behind.schemes();
    }

    @Override
    public ObjectStore open(StoreSettings settings) throws StoreException {
      return WrappedPlugins.this.open(behind, settings);
    }
  }
}

package io.keepsake.cli.crash;

import io.keepsake.core.plugin.PluginProblem;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.crypto.CryptoProvider;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.crypto.tink.TinkCryptoProvider;
import io.keepsake.provider.local.LocalStoreProvider;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The real local stores, with a trap in them, and the real encryption. */
record TrappedPlugins(Trap trap) implements Plugins {

  /** Without a trap that goes off. */
  static TrappedPlugins harmless() {
    return new TrappedPlugins(new Trap(StopPoint.NEVER, () -> {}));
  }

  @Override
  public Optional<ObjectStoreProvider> storage(String scheme) {
    return Optional.of(new Provider(trap));
  }

  @Override
  public Optional<CryptoProvider> crypto(String suite) {
    return Optional.of(new TinkCryptoProvider());
  }

  @Override
  public List<PluginProblem> problems() {
    return List.of();
  }

  private record Provider(Trap trap) implements ObjectStoreProvider {
    @Override
    public int spiVersion() {
      return SPI_VERSION;
    }

    @Override
    public String name() {
      return "trapped";
    }

    @Override
    public Set<String> schemes() {
      return Set.of("file");
    }

    @Override
    public ObjectStore open(StoreSettings settings) throws StoreException {
      return new TrappedStore(new LocalStoreProvider().open(settings), trap);
    }
  }
}

package io.keepsake.core.plugin;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import java.util.Set;

/** A storage provider, and its stores, in their own context class loader. */
record ContextStoreProvider(ObjectStoreProvider provider) implements ObjectStoreProvider {

  @Override
  public int spiVersion() {
    return provider.spiVersion();
  }

  @Override
  public String name() {
    try (var _ = ContextClassLoader.of(provider)) {
      return provider.name();
    }
  }

  @Override
  public Set<String> schemes() {
    try (var _ = ContextClassLoader.of(provider)) {
      return provider.schemes();
    }
  }

  @Override
  public ObjectStore open(StoreSettings settings) throws StoreException {
    try (var _ = ContextClassLoader.of(provider)) {
      return new ContextStore(provider.open(settings));
    } catch (LinkageError broken) {
      throw new StoreException(
          StoreException.Kind.INVALID,
          settings.id(),
          "The plugin for "
              + settings.scheme()
              + " is broken and cannot open store "
              + settings.id()
              + ": "
              + Causes.of(broken)
              + ". Install it anew",
          broken);
    }
  }
}

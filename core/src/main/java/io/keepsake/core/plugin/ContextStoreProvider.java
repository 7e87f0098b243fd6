package io.keepsake.core.plugin;

import io.keepsake.core.spi.options.OptionNames;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import java.time.Instant;
import java.util.Optional;
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
  public Optional<OptionNames> options() {
    try (var _ = ContextClassLoader.of(provider)) {
      return provider.options();
    } catch (LinkageError broken) {
      return Optional.empty(); // to open it says what is broken
    }
  }

  @Override
  public ObjectStore open(StoreSettings settings) throws StoreException {
    try (var _ = ContextClassLoader.of(provider)) {
      return new ContextStore(provider.open(settings));
    } catch (LinkageError broken) {
      throw broken(settings, "cannot open store " + settings.id(), broken);
    }
  }

  @Override
  public Optional<Instant> credentialExpiry(StoreSettings settings) throws StoreException {
    try (var _ = ContextClassLoader.of(provider)) {
      return provider.credentialExpiry(settings);
    } catch (LinkageError broken) {
      throw broken(settings, "cannot read the settings of store " + settings.id(), broken);
    }
  }

  private static StoreException broken(StoreSettings settings, String effect, LinkageError broken) {
    return new StoreException(
        StoreException.Kind.INVALID,
        settings.id(),
        "The plugin for %s is broken and %s: %s. Install it anew"
            .formatted(settings.scheme(), effect, Causes.of(broken)),
        broken);
  }
}

package io.keepsake.provider.local;

import io.keepsake.core.spi.options.OptionNames;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import java.util.Optional;
import java.util.Set;

/** Opens directories as stores: {@code file:///absolute/path}. */
public final class LocalStoreProvider implements ObjectStoreProvider {

  /** Found by {@link java.util.ServiceLoader}. */
  public LocalStoreProvider() {}

  @Override
  public int spiVersion() {
    return SPI_VERSION;
  }

  @Override
  public String name() {
    return "local";
  }

  @Override
  public Set<String> schemes() {
    return Set.of("file");
  }

  @Override
  public Optional<OptionNames> options() {
    return Optional.of(LocalConfig.OPTIONS);
  }

  /**
   * Opens a directory. It need not exist yet, but the directory it is in must: a missing one is
   * more often a disk that is not connected than a wish.
   */
  @Override
  public ObjectStore open(StoreSettings settings) throws StoreException {
    return LocalStore.open(LocalConfig.of(settings));
  }
}

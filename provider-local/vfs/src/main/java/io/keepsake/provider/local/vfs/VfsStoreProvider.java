package io.keepsake.provider.local.vfs;

import io.keepsake.core.spi.options.OptionNames;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.provider.local.remote.RemoteStore;
import java.util.Optional;
import java.util.Set;

/** Opens directories on FTP and FTPS servers as stores: {@code ftp://[user@]host[:port]/path}. */
public final class VfsStoreProvider implements ObjectStoreProvider {

  /** Found by {@link java.util.ServiceLoader}. */
  public VfsStoreProvider() {}

  @Override
  public int spiVersion() {
    return SPI_VERSION;
  }

  @Override
  public String name() {
    return "vfs";
  }

  @Override
  public Set<String> schemes() {
    return Protocol.schemes();
  }

  @Override
  public Optional<OptionNames> options() {
    return Optional.of(VfsConfig.OPTIONS);
  }

  /**
   * Connects, logs in and looks at the directory. It need not exist yet, but the one it is in must.
   *
   * @throws StoreException kind {@code INVALID} if the protocol's library is not installed; the
   *     sentence names it
   */
  @Override
  public ObjectStore open(StoreSettings settings) throws StoreException {
    VfsConfig config = VfsConfig.of(settings);
    return RemoteStore.open(
        config.id(), config.location(), config.path(), () -> VfsFiles.open(config));
  }
}

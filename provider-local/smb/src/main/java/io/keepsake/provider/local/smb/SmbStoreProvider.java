package io.keepsake.provider.local.smb;

import io.keepsake.core.spi.options.OptionNames;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.provider.local.remote.RemoteStore;
import java.util.Optional;
import java.util.Set;

/**
 * Opens directories of Windows and Samba servers as stores: {@code
 * smb://[user@]host[:port]/share/path}.
 */
public final class SmbStoreProvider implements ObjectStoreProvider {

  /** Found by {@link java.util.ServiceLoader}. */
  public SmbStoreProvider() {}

  @Override
  public int spiVersion() {
    return SPI_VERSION;
  }

  @Override
  public String name() {
    return "smb";
  }

  @Override
  public Set<String> schemes() {
    return Set.of("smb");
  }

  @Override
  public Optional<OptionNames> options() {
    return Optional.of(SmbConfig.OPTIONS);
  }

  /**
   * Connects, logs in and looks at the directory. It need not exist yet, but the one it is in must:
   * a missing one is more often a disk that is not mounted than a wish.
   */
  @Override
  public ObjectStore open(StoreSettings settings) throws StoreException {
    SmbConfig config = SmbConfig.of(settings);
    return RemoteStore.open(
        config.id(), config.location(), config.url().path(), () -> SmbFiles.open(config));
  }
}

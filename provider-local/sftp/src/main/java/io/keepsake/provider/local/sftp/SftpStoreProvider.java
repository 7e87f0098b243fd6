package io.keepsake.provider.local.sftp;

import io.keepsake.core.spi.options.OptionNames;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.provider.local.remote.RemoteStore;
import java.util.Optional;
import java.util.Set;

/**
 * Opens directories on SFTP servers as stores: {@code sftp://[user@]host[:port]/absolute/path}, or
 * {@code sftp://host/~/path} below the user's home there.
 */
public final class SftpStoreProvider implements ObjectStoreProvider {

  /** Found by {@link java.util.ServiceLoader}. */
  public SftpStoreProvider() {}

  @Override
  public int spiVersion() {
    return SPI_VERSION;
  }

  @Override
  public String name() {
    return "sftp";
  }

  @Override
  public Set<String> schemes() {
    return Set.of("sftp");
  }

  @Override
  public Optional<OptionNames> options() {
    return Optional.of(SftpConfig.OPTIONS);
  }

  /**
   * Connects, logs in and looks at the directory. It need not exist yet, but the one it is in must:
   * a missing one is more often a disk that is not mounted than a wish.
   */
  @Override
  public ObjectStore open(StoreSettings settings) throws StoreException {
    SftpConfig config = SftpConfig.of(settings);
    return RemoteStore.open(
        config.id(), config.location(), config.path(), () -> SftpFiles.open(config));
  }
}

package io.keepsake.provider.local.webdav;

import io.keepsake.core.spi.options.OptionNames;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.provider.local.remote.RemoteStore;
import java.util.Optional;
import java.util.Set;

/**
 * Opens directories on WebDAV servers as stores: {@code webdavs://[user@]host[:port]/path} over
 * HTTPS, {@code webdav://} over HTTP.
 */
public final class WebdavStoreProvider implements ObjectStoreProvider {

  /** Found by {@link java.util.ServiceLoader}. */
  public WebdavStoreProvider() {}

  @Override
  public int spiVersion() {
    return SPI_VERSION;
  }

  @Override
  public String name() {
    return "webdav";
  }

  @Override
  public Set<String> schemes() {
    return Set.of("webdav", "webdavs");
  }

  @Override
  public Optional<OptionNames> options() {
    return Optional.of(WebdavConfig.OPTIONS);
  }

  /**
   * Logs in and looks at the directory. It need not exist yet, but the one it is in must: a missing
   * one is more often a disk that is not mounted than a wish.
   */
  @Override
  public ObjectStore open(StoreSettings settings) throws StoreException {
    WebdavConfig config = WebdavConfig.of(settings);
    return RemoteStore.open(
        config.id(), config.location(), config.url().path(), () -> WebdavFiles.open(config));
  }
}

import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.provider.local.webdav.WebdavStoreProvider;

/**
 * Stores in directories of WebDAV servers.
 *
 * @provides ObjectStoreProvider for URLs such as {@code webdavs://user@nas/dav/keepsake}
 */
module io.keepsake.provider.local.webdav {
  requires io.keepsake.core;
  requires io.keepsake.provider.local.remote;
  requires java.net.http;
  requires java.xml;
  requires static org.jspecify;

  provides ObjectStoreProvider with
      WebdavStoreProvider;
}

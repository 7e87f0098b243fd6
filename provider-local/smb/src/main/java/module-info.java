import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.provider.local.smb.SmbStoreProvider;

/**
 * Stores in directories of Windows and Samba servers.
 *
 * @provides ObjectStoreProvider for URLs such as {@code smb://user@nas/share/keepsake}
 */
module io.keepsake.provider.local.smb {
  requires com.hierynomus.smbj;
  requires io.keepsake.core;
  requires io.keepsake.provider.local.remote;
  requires static org.jspecify;

  provides ObjectStoreProvider with
      SmbStoreProvider;
}

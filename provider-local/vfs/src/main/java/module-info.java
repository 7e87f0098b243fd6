import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.provider.local.vfs.SftpStoreProvider;

/**
 * Stores in directories of other machines.
 *
 * @provides ObjectStoreProvider for URLs such as {@code sftp://user@nas/volume1/keepsake}
 */
module io.keepsake.provider.local.vfs {
  requires com.jcraft.jsch;
  requires io.keepsake.core;
  requires static org.jspecify;

  provides ObjectStoreProvider with
      SftpStoreProvider;
}

import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.provider.local.sftp.SftpStoreProvider;

/**
 * Stores in directories of SFTP servers.
 *
 * @provides ObjectStoreProvider for URLs such as {@code sftp://user@nas/volume1/keepsake}
 */
module io.keepsake.provider.local.sftp {
  requires com.jcraft.jsch;
  requires io.keepsake.core;
  requires io.keepsake.provider.local.remote;
  requires static org.jspecify;

  provides ObjectStoreProvider with
      SftpStoreProvider;
}

import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.provider.local.LocalStoreProvider;

/**
 * Stores in local and mounted directories.
 *
 * @provides ObjectStoreProvider for URLs such as {@code file:///mnt/usb/keepsake}
 */
module io.keepsake.provider.local {
  requires io.keepsake.core;
  requires static org.jspecify;

  provides ObjectStoreProvider with
      LocalStoreProvider;
}

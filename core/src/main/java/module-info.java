import io.keepsake.core.spi.alert.AlertSinkProvider;
import io.keepsake.core.spi.crypto.CryptoProvider;
import io.keepsake.core.spi.storage.ObjectStoreProvider;

/**
 * The service interfaces, the plugin loader and the vault engine.
 *
 * <p>Applications use {@code io.keepsake.core.vault}; plugins implement the interfaces in {@code
 * io.keepsake.core.spi.*}. Everything that is not exported may change at any time.
 *
 * @uses AlertSinkProvider outlets for alerts on the same module path
 * @uses ObjectStoreProvider storage providers on the same module path
 * @uses CryptoProvider encryption schemes on the same module path
 */
module io.keepsake.core {
  requires com.github.luben.zstd_jni;
  requires org.slf4j;
  requires static org.jspecify;
  requires tools.jackson.core;

  exports io.keepsake.core.event;
  exports io.keepsake.core.placement;
  exports io.keepsake.core.plugin;
  exports io.keepsake.core.probe;
  exports io.keepsake.core.retention;
  exports io.keepsake.core.spi.alert;
  exports io.keepsake.core.spi.crypto;
  exports io.keepsake.core.spi.options;
  exports io.keepsake.core.spi.source;
  exports io.keepsake.core.spi.storage;
  exports io.keepsake.core.spi.storage.walk;
  exports io.keepsake.core.spi.text;
  exports io.keepsake.core.vault;
  exports io.keepsake.core.watch;

  uses AlertSinkProvider;
  uses CryptoProvider;
  uses ObjectStoreProvider;
}

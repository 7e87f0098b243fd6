package io.keepsake.core.plugin;

import io.keepsake.core.spi.crypto.CryptoProvider;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import java.util.List;
import java.util.Optional;

/** The service providers of this process. */
public interface Plugins {

  /** The storage provider for a URL scheme; loads no more plugins than it must. */
  Optional<ObjectStoreProvider> storage(String scheme);

  /** The encryption scheme of that name; loads no more plugins than it must. */
  Optional<CryptoProvider> crypto(String suite);

  /** What could not be loaded so far, and why. */
  List<PluginProblem> problems();
}

package io.keepsake.benchmarks;

import io.keepsake.core.spi.crypto.CryptoException;
import io.keepsake.core.spi.crypto.CryptoProvider;
import io.keepsake.core.spi.crypto.CryptoSuite;
import java.util.ServiceLoader;

/** The crypto suite on the class path. */
final class Suite {

  private Suite() {}

  /** Opens the first suite there is. */
  static CryptoSuite open() throws CryptoException {
    return ServiceLoader.load(CryptoProvider.class)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No crypto suite is on the class path"))
        .open();
  }
}

package io.keepsake.core.plugin;

import io.keepsake.core.spi.crypto.CryptoException;
import io.keepsake.core.spi.crypto.CryptoProvider;
import io.keepsake.core.spi.crypto.CryptoSuite;

/** An encryption provider, and its suite, in their own context class loader. */
record ContextCryptoProvider(CryptoProvider provider) implements CryptoProvider {

  @Override
  public int spiVersion() {
    return provider.spiVersion();
  }

  @Override
  public String suite() {
    try (var _ = ContextClassLoader.of(provider)) {
      return provider.suite();
    }
  }

  @Override
  public CryptoSuite open() throws CryptoException {
    try (var _ = ContextClassLoader.of(provider)) {
      return new ContextCryptoSuite(provider.open());
    } catch (LinkageError broken) {
      throw new CryptoException(
          "The plugin for the encryption scheme is broken: "
              + Causes.of(broken)
              + ". Install it anew",
          broken);
    }
  }
}

package io.keepsake.core.plugin;

import io.keepsake.core.spi.crypto.CryptoException;
import io.keepsake.core.spi.crypto.CryptoSuite;
import io.keepsake.core.spi.crypto.KeyedHash;
import io.keepsake.core.spi.crypto.PassphraseParameters;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.crypto.StreamCipher;

/**
 * A suite in its plugin's context class loader. The ciphers and hashes it makes are handed out as
 * they are: they run once a chunk, and find what they need when they are made.
 */
record ContextCryptoSuite(CryptoSuite suite) implements CryptoSuite {

  @Override
  public String name() {
    return suite.name();
  }

  @Override
  public Secret generateKey() {
    try (var _ = ContextClassLoader.of(suite)) {
      return suite.generateKey();
    }
  }

  @Override
  public Secret deriveKey(Secret key, String label) throws CryptoException {
    try (var _ = ContextClassLoader.of(suite)) {
      return suite.deriveKey(key, label);
    }
  }

  @Override
  public PassphraseParameters newPassphraseParameters() {
    try (var _ = ContextClassLoader.of(suite)) {
      return suite.newPassphraseParameters();
    }
  }

  @Override
  public Secret deriveKey(PassphraseParameters parameters, Secret passphrase)
      throws CryptoException {
    try (var _ = ContextClassLoader.of(suite)) {
      return suite.deriveKey(parameters, passphrase);
    }
  }

  @Override
  public byte[] wrap(Secret wrappingKey, Secret content, byte[] associatedData)
      throws CryptoException {
    try (var _ = ContextClassLoader.of(suite)) {
      return suite.wrap(wrappingKey, content, associatedData);
    }
  }

  @Override
  public Secret unwrap(Secret wrappingKey, byte[] wrapped, byte[] associatedData)
      throws CryptoException {
    try (var _ = ContextClassLoader.of(suite)) {
      return suite.unwrap(wrappingKey, wrapped, associatedData);
    }
  }

  @Override
  public StreamCipher streamCipher(Secret key) throws CryptoException {
    try (var _ = ContextClassLoader.of(suite)) {
      return suite.streamCipher(key);
    }
  }

  @Override
  public KeyedHash keyedHash(Secret key) throws CryptoException {
    try (var _ = ContextClassLoader.of(suite)) {
      return suite.keyedHash(key);
    }
  }
}

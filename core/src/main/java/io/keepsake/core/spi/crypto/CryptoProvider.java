package io.keepsake.core.spi.crypto;

/**
 * Opens one {@link CryptoSuite}. Found through {@link java.util.ServiceLoader}; an implementation
 * needs a public no-argument constructor that does no work.
 */
public interface CryptoProvider {

  /** The major version of this interface; see {@link #spiVersion()}. */
  int SPI_VERSION = 1;

  /** The version this provider was compiled against: {@code return SPI_VERSION;}. */
  int spiVersion();

  /** The suite's name as vault headers record it, such as {@code tink-aes256gcm-hkdf-v1}. */
  String suite();

  /**
   * Opens the suite.
   *
   * @throws CryptoException if the platform lacks an algorithm it needs
   */
  CryptoSuite open() throws CryptoException;
}

package io.keepsake.crypto.tink;

import io.keepsake.core.spi.crypto.CryptoException;
import io.keepsake.core.spi.crypto.CryptoProvider;
import io.keepsake.core.spi.crypto.CryptoSuite;

/** Opens the suite {@value #SUITE}. */
public final class TinkCryptoProvider implements CryptoProvider {

  /** The suite's name in vault headers. */
  public static final String SUITE = "tink-aes256gcm-hkdf-v1";

  /** Does no work. */
  public TinkCryptoProvider() {}

  @Override
  public int spiVersion() {
    return SPI_VERSION;
  }

  @Override
  public String suite() {
    return SUITE;
  }

  @Override
  public CryptoSuite open() throws CryptoException {
    TinkCryptoSuite suite = new TinkCryptoSuite();
    AesGcmWarmUp.startOnce();
    return suite;
  }
}

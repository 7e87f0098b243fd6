package io.keepsake.crypto.tink;

import io.keepsake.core.spi.crypto.CryptoProvider;
import io.keepsake.testkit.crypto.CryptoSuiteProperties;

class TinkCryptoPropertiesTest extends CryptoSuiteProperties {

  @Override
  protected CryptoProvider provider() {
    return new TinkCryptoProvider();
  }
}

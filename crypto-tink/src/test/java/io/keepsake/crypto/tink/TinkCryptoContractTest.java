package io.keepsake.crypto.tink;

import io.keepsake.core.spi.crypto.CryptoProvider;
import io.keepsake.testkit.crypto.CryptoSuiteContract;

class TinkCryptoContractTest extends CryptoSuiteContract {

  @Override
  protected CryptoProvider provider() {
    return new TinkCryptoProvider();
  }
}

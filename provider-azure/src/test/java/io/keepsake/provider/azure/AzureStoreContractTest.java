package io.keepsake.provider.azure;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.testkit.storage.ObjectStoreContract;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;

/** Objects of one request each. */
class AzureStoreContractTest extends ObjectStoreContract {

  private static AzureConfig config;

  @BeforeAll
  static void startServer() {
    config = Azurite.running().newContainer();
  }

  @Override
  protected ObjectStore open(String place) {
    return new AzureStore(Azurite.below(config, place + "/"));
  }

  @Override
  public Set<String> secrets() {
    return Set.of(Azurite.running().key());
  }
}

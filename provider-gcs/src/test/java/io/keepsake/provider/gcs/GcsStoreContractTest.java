package io.keepsake.provider.gcs;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.testkit.gcs.GcsServer;
import io.keepsake.testkit.storage.ObjectStoreContract;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class GcsStoreContractTest extends ObjectStoreContract {

  private static GcsServer server;

  @BeforeAll
  static void start() throws IOException {
    server = GcsServer.start();
    server.createBucket(Gcs.BUCKET);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  protected ObjectStore open(String place) throws StoreException {
    return Gcs.open(place, Gcs.options(server));
  }
}

package io.keepsake.provider.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.testkit.storage.ObjectStoreContract;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on Ceph, an S3 service of another make. */
final class RadosGatewayContractTest extends ObjectStoreContract {

  @TempDir private static Path directory;
  private static RadosGateway gateway;

  @BeforeAll
  static void start() throws Exception {
    gateway = RadosGateway.start(directory);
    gateway.createBucket(Servers.BUCKET);
  }

  @AfterAll
  static void stop() {
    if (gateway != null) {
      gateway.close();
    }
  }

  @Override
  protected ObjectStore open(String place) throws StoreException {
    return gateway.open(Servers.BUCKET, place, Map.of());
  }

  @Override
  public Set<String> secrets() {
    return Set.of(RadosGateway.SECRET_ACCESS_KEY);
  }

  /** This release knows no CRC32C; MD5 is found instead. */
  @Test
  void isFoundToCheckUploadsAndConditions() {
    assertEquals(
        EnumSet.of(
            Capability.CONDITIONAL_PUT, Capability.SERVER_CHECKSUM, Capability.MODIFICATION_TIME),
        store().capabilities());
  }
}

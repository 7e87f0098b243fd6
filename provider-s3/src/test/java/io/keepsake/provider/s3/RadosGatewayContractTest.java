package io.keepsake.provider.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.storage.ObjectStoreContract;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The contract on Ceph, an S3 service of another make. */
final class RadosGatewayContractTest extends ObjectStoreContract {

  private static final String BUCKET = "weddings";

  @TempDir private static Path directory;
  private static RadosGateway gateway;

  @BeforeAll
  static void start() throws Exception {
    gateway = RadosGateway.start(directory);
    S3Config config = config("");
    S3Clients clients = new S3Clients(config, S3Endpoint.of(config));
    try (SdkHttpClient http = clients.http();
        S3Client client = clients.s3(http)) {
      client.createBucket(request -> request.bucket(BUCKET));
    }
  }

  @AfterAll
  static void stop() {
    if (gateway != null) {
      gateway.close();
    }
  }

  private static S3Config config(String place) throws StoreException {
    Map<String, String> options =
        Map.of(
            "endpoint", gateway.endpoint().toString(),
            "access-key-id", RadosGateway.ACCESS_KEY_ID,
            "secret-access-key", RadosGateway.SECRET_ACCESS_KEY);
    return S3Config.of(
        new StoreSettings("ceph", URI.create("s3://" + BUCKET + "/" + place), options));
  }

  @Override
  protected ObjectStore open(String place) throws StoreException {
    return S3Store.open(config(place));
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

package io.keepsake.provider.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.testkit.network.NetworkStoreContract;
import io.keepsake.testkit.proxy.Direction;
import io.keepsake.testkit.proxy.NetworkFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A failing network before Ceph. */
final class RadosGatewayNetworkTest extends NetworkStoreContract {

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
  protected String serverHost() {
    return "127.0.0.1";
  }

  @Override
  protected int serverPort() {
    return gateway.endpoint().getPort();
  }

  @Override
  protected ObjectStore open(String place, String host, int port) throws StoreException {
    return gateway.open(Servers.BUCKET, place, at(host, port));
  }

  @Override
  protected ObjectStore openWithWrongCredentials(String place, String host, int port)
      throws StoreException {
    Map<String, String> options = at(host, port);
    options.put("secret-access-key", "a-wrong-secret");
    return gateway.open(Servers.BUCKET, place, options);
  }

  @Override
  protected ObjectStore openMissingContainer(String host, int port) throws StoreException {
    return gateway.open("no-such-bucket", "a", at(host, port));
  }

  @Override
  public Set<String> secrets() {
    return Set.of(RadosGateway.SECRET_ACCESS_KEY, "a-wrong-secret");
  }

  /**
   * This release keeps no checksum to hand out with an object, so the bit passes here and is left
   * to the hash that names each object of a vault.
   */
  @Test
  @Override
  public void aBitFlippedInADownloadIsNoticed() throws IOException {
    byte[] bytes = new byte[4 << 20];
    put("packs/a", bytes);
    proxy().inject(Direction.DOWNLOAD, new NetworkFault.Flips(2 << 20));
    byte[] seen = read("packs/a");
    assertEquals(bytes.length, seen.length);
    assertFalse(Arrays.equals(bytes, seen), "no bit was flipped");
  }

  private static Map<String, String> at(String host, int port) {
    return Servers.impatient("http://%s:%d".formatted(host, port));
  }
}

package io.keepsake.provider.local.smb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.network.NetworkStoreContract;
import io.keepsake.testkit.proxy.Direction;
import io.keepsake.testkit.proxy.NetworkFault;
import io.keepsake.testkit.smb.SambaServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A failing network before Samba. */
final class SmbNetworkContractTest extends NetworkStoreContract {

  private static final String WRONG = "red giraffe 12";

  @TempDir private static Path directory;
  private static SambaServer server;

  @BeforeAll
  static void start() throws Exception {
    server = SambaServer.start(directory);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  protected String serverHost() {
    return "127.0.0.1";
  }

  @Override
  protected int serverPort() {
    return server.port();
  }

  @Override
  protected ObjectStore open(String place, String host, int port) throws StoreException {
    return open(SambaServer.SHARE + "/" + place, host, port, SambaServer.PASSWORD);
  }

  @Override
  protected ObjectStore openWithWrongCredentials(String place, String host, int port)
      throws StoreException {
    return open(SambaServer.SHARE + "/" + place, host, port, WRONG);
  }

  /** A share that is not there; a directory that is not there may be a disk that is not mounted. */
  @Override
  protected ObjectStore openMissingContainer(String host, int port) throws StoreException {
    return open("nosuch/vault", host, port, SambaServer.PASSWORD);
  }

  private static ObjectStore open(String path, String host, int port, String password)
      throws StoreException {
    String idle = IDLE.toSeconds() + "s";
    URI url = URI.create("smb://%s@%s:%d/%s".formatted(SambaServer.USER, host, port, path));
    return new SmbStoreProvider()
        .open(
            new StoreSettings(
                "nas",
                url,
                Map.of("password", password, "connect-timeout", idle, "idle-timeout", idle)));
  }

  @Override
  public Set<String> secrets() {
    return Set.of(SambaServer.PASSWORD, WRONG);
  }

  /** SMB has no checksums, so the store claims none; but each packet is sealed. */
  @Test
  @Override
  public void aBitFlippedInAnUploadIsRefused() throws IOException {
    put("packs/first", new byte[1]);
    proxy().inject(Direction.UPLOAD, new NetworkFault.Flips(2 << 20));
    assertFailsForNow("put", () -> put("packs/a", new byte[4 << 20]));
    proxy().heal();
    assertEquals(List.of("packs/first"), list(""));
  }

  /** The same the other way. */
  @Test
  @Override
  public void aBitFlippedInADownloadIsNoticed() throws IOException {
    put("packs/a", new byte[4 << 20]);
    proxy().inject(Direction.DOWNLOAD, new NetworkFault.Flips(2 << 20));
    assertFailsForNow("get", () -> assertEquals(4 << 20, read("packs/a").length));
    proxy().heal();
    assertArrayEquals(new byte[4 << 20], read("packs/a"));
  }
}

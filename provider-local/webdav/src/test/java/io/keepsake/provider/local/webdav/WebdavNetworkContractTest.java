package io.keepsake.provider.local.webdav;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.network.NetworkStoreContract;
import io.keepsake.testkit.network.ServerCertificate;
import io.keepsake.testkit.proxy.Direction;
import io.keepsake.testkit.proxy.NetworkFault;
import io.keepsake.testkit.webdav.ApacheServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A failing network before Apache, over TLS. */
final class WebdavNetworkContractTest extends NetworkStoreContract {

  private static final String WRONG = "red giraffe 12";

  @TempDir private static Path directory;
  private static ApacheServer server;

  @BeforeAll
  static void start() throws Exception {
    ApacheContractTest.openTo(directory);
    server =
        ApacheServer.start(
            Files.createDirectory(directory.resolve("apache")),
            ApacheServer.Login.BASIC,
            Optional.of(ServerCertificate.create(directory, "IP:127.0.0.1")));
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
    return open(place, host, port, ApacheServer.PASSWORD);
  }

  @Override
  protected ObjectStore openWithWrongCredentials(String place, String host, int port)
      throws StoreException {
    return open(place, host, port, WRONG);
  }

  @Override
  protected ObjectStore openMissingContainer(String host, int port) throws StoreException {
    return open("no/such", host, port, ApacheServer.PASSWORD);
  }

  private static ObjectStore open(String place, String host, int port, String password)
      throws StoreException {
    String idle = IDLE.toSeconds() + "s";
    return new WebdavStoreProvider()
        .open(
            new StoreSettings(
                "box",
                URI.create(
                    "webdavs://%s@%s:%d/dav/%s".formatted(ApacheServer.USER, host, port, place)),
                Map.of(
                    "password",
                    password,
                    "ca-file",
                    server.certificate().toString(),
                    "connect-timeout",
                    idle,
                    "idle-timeout",
                    idle)));
  }

  @Override
  public Set<String> secrets() {
    return Set.of(ApacheServer.PASSWORD, WRONG);
  }

  /** A directory that is not there may be a disk that is not mounted: that can pass. */
  @Test
  @Override
  public void aMissingContainerIsNotFound() {
    StoreException failure =
        assertFailsWell(Kind.UNAVAILABLE, "open", () -> openMissingContainer().close());
    assertTrue(String.valueOf(failure.getMessage()).contains("has no directory"));
  }

  /** WebDAV has no checksums, so the store claims none; but TLS seals each record. */
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

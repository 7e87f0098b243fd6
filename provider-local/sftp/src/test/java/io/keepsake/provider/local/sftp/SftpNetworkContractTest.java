package io.keepsake.provider.local.sftp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.network.NetworkStoreContract;
import io.keepsake.testkit.proxy.Direction;
import io.keepsake.testkit.proxy.NetworkFault;
import io.keepsake.testkit.ssh.OpenSshServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A failing network before OpenSSH. */
final class SftpNetworkContractTest extends NetworkStoreContract {

  @TempDir private static Path directory;
  private static OpenSshServer server;
  private static Path strangersKey;

  @TempDir private Path root;
  @TempDir private Path temporary;

  @BeforeAll
  static void start() throws Exception {
    server = OpenSshServer.start(directory);
    strangersKey = directory.resolve("strangers_key");
    OpenSshServer.keygen(strangersKey, "");
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
    return open(root.resolve(place), host, port, server.userKey());
  }

  @Override
  protected ObjectStore openWithWrongCredentials(String place, String host, int port)
      throws StoreException {
    return open(root.resolve(place), host, port, strangersKey);
  }

  @Override
  protected ObjectStore openMissingContainer(String host, int port) throws StoreException {
    return open(root.resolve("no/such"), host, port, server.userKey());
  }

  /** Lines of both keys that others do not begin with. */
  @Override
  public Set<String> secrets() {
    try {
      return Set.of(
          Files.readAllLines(server.userKey()).get(3), Files.readAllLines(strangersKey).get(3));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A directory that is not there may be a disk that is not mounted: that can pass. */
  @Test
  @Override
  public void aMissingContainerIsNotFound() {
    for (String call : List.of("put", "list")) {
      StoreException failure =
          assertFailsWell(
              Kind.UNAVAILABLE,
              call,
              () -> {
                try (ObjectStore store = openMissingContainer()) {
                  calls(store).getOrDefault(call, () -> {}).execute();
                }
              });
      assertTrue(String.valueOf(failure.getMessage()).contains("has no directory"), call);
    }
  }

  /** SFTP has no checksums, so the store claims none; but SSH seals each packet. */
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

  private ObjectStore open(Path place, String host, int port, Path key) throws StoreException {
    String idle = IDLE.toSeconds() + "s";
    URI url = URI.create("sftp://%s:%d%s".formatted(host, port, place));
    return new SftpStoreProvider()
        .open(
            new StoreSettings(
                "nas",
                url,
                Map.of(
                    "private-key-file",
                    key.toString(),
                    "known-hosts-file",
                    knownHosts(host, port).toString(),
                    "connect-timeout",
                    idle,
                    "idle-timeout",
                    idle)));
  }

  /** The server's key, known under the address that a store is to expect it at. */
  private Path knownHosts(String host, int port) {
    try {
      String key = Files.readString(server.file("host_key.pub"));
      return Files.writeString(
          temporary.resolve("known_hosts-" + port), "[%s]:%d %s".formatted(host, port, key));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

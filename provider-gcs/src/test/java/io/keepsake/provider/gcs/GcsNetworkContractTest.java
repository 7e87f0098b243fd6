package io.keepsake.provider.gcs;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.gcs.GcsServer;
import io.keepsake.testkit.network.NetworkStoreContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A service account whose requests and tokens go through a failing network. */
class GcsNetworkContractTest extends NetworkStoreContract {

  private static GcsServer server;
  private static String account;
  private static String otherKey;

  @TempDir private Path directory;

  @BeforeAll
  static void start() throws IOException {
    server = GcsServer.start();
    server.createBucket(Gcs.BUCKET);
    account = server.serviceAccount();
    try (GcsServer other = GcsServer.start()) {
      otherKey = other.serviceAccount().replace(other.endpoint(), server.endpoint());
    }
  }

  @AfterAll
  static void stop() {
    server.close();
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
    return open(Gcs.BUCKET + "/" + place, host, port, account);
  }

  @Override
  protected ObjectStore openWithWrongCredentials(String place, String host, int port)
      throws StoreException {
    return open(Gcs.BUCKET + "/" + place, host, port, otherKey);
  }

  @Override
  protected ObjectStore openMissingContainer(String host, int port) throws StoreException {
    return open("no-such-bucket/x", host, port, account);
  }

  @Override
  public Set<String> secrets() {
    int start = account.indexOf("\\n") + 2;
    return Set.of(account.substring(start, start + 40), "ya29.", "upload_id=");
  }

  private ObjectStore open(String place, String host, int port, String key) throws StoreException {
    String endpoint = "http://" + host + ":" + port;
    try {
      Path file = Files.createTempFile(directory, "account", ".json");
      Files.writeString(file, key.replace(server.endpoint(), endpoint));
      return new GcsStoreProvider()
          .open(
              new StoreSettings(
                  "gcp",
                  URI.create("gs://" + place),
                  Map.of(
                      "endpoint",
                      endpoint,
                      "credentials-file",
                      file.toString(),
                      "connect-timeout",
                      IDLE.toMillis() + "ms",
                      "idle-timeout",
                      IDLE.toMillis() + "ms",
                      "resumable-threshold",
                      "1MiB",
                      "part-size",
                      "1MiB")));
    } catch (StoreException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

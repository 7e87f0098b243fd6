package io.keepsake.provider.local.webdav;

import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.network.ServerCertificate;
import io.keepsake.testkit.webdav.ApacheServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract on Debian's Apache, over TLS. */
final class ApacheContractTest extends ApacheContract {

  @TempDir private static Path directory;
  private static ApacheServer server;

  @BeforeAll
  static void start() throws Exception {
    ServerCertificate certificate = ServerCertificate.create(directory, "IP:127.0.0.1");
    server =
        ApacheServer.start(
            Files.createDirectory(openTo(directory).resolve("apache")),
            ApacheServer.Login.BASIC,
            Optional.of(certificate));
  }

  /** The server's processes run as another user. */
  static Path openTo(Path directory) {
    directory.toFile().setExecutable(true, false);
    return directory;
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  StoreSettings settings(String place) {
    return new StoreSettings(
        "box",
        URI.create(
            "webdavs://%s@127.0.0.1:%d/dav/%s".formatted(ApacheServer.USER, server.port(), place)),
        Map.of("password", ApacheServer.PASSWORD, "ca-file", server.certificate().toString()));
  }

  @Override
  public Set<String> secrets() {
    return Set.of(ApacheServer.PASSWORD);
  }
}

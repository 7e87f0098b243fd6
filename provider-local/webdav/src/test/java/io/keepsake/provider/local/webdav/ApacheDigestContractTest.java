package io.keepsake.provider.local.webdav;

import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.webdav.ApacheServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract on Debian's Apache, not encrypted, with nonces that last for two seconds. */
final class ApacheDigestContractTest extends ApacheContract {

  @TempDir private static Path directory;
  private static ApacheServer server;

  @BeforeAll
  static void start() throws Exception {
    server =
        ApacheServer.start(
            Files.createDirectory(ApacheContractTest.openTo(directory).resolve("apache")),
            ApacheServer.Login.DIGEST,
            Optional.empty(),
            "<Directory \"" + directory + "/apache/dav\">",
            "  AuthDigestNonceLifetime 2",
            "</Directory>");
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
            "webdav://%s@127.0.0.1:%d/dav/%s".formatted(ApacheServer.USER, server.port(), place)),
        Map.of("password", ApacheServer.PASSWORD));
  }
}

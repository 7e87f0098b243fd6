package io.keepsake.provider.local.vfs;

import io.keepsake.core.spi.storage.StoreSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract on Apache's FTP server. */
final class FtpContractTest extends VfsContractTest {

  @TempDir private static Path directory;
  private static ApacheFtpServer server;

  @BeforeAll
  static void start() throws Exception {
    server = ApacheFtpServer.start(directory, ApacheFtpServer.Tls.NONE, directory);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  StoreSettings settings(String place) {
    return new StoreSettings(
        "ftp",
        URI.create(
            "ftp://%s@127.0.0.1:%d/%s".formatted(ApacheFtpServer.USER, server.port(), place)),
        Map.of("password", ApacheFtpServer.PASSWORD, "connections", "40"));
  }
}

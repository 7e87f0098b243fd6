package io.keepsake.provider.local.smb;

import io.keepsake.testkit.smb.SambaServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The same as servers were before SMB 3: signed and not encrypted. */
final class SignedContractTest extends SmbContractTest {

  @TempDir private static Path directory;
  private static SambaServer server;

  @BeforeAll
  static void start() throws Exception {
    server =
        SambaServer.start(
            directory, "case sensitive = yes", "[global]", "server max protocol = SMB2_10");
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  int port() {
    return server.port();
  }

  @Override
  Map<String, String> options() {
    return Map.of();
  }
}

package io.keepsake.provider.local.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.spi.storage.Capability;
import io.keepsake.testkit.smb.SambaServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on Debian's Samba, encrypted; it tells upper and lower case apart here. */
final class SambaContractTest extends SmbContractTest {

  @TempDir private static Path directory;
  private static SambaServer server;

  @BeforeAll
  static void start() throws Exception {
    server = SambaServer.start(directory, "case sensitive = yes");
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
    return Map.of("encrypt", "required");
  }

  @Test
  void whatSambaCanDo() {
    assertEquals(
        Set.of(Capability.CONDITIONAL_PUT, Capability.QUOTA, Capability.MODIFICATION_TIME),
        store().capabilities());
  }
}

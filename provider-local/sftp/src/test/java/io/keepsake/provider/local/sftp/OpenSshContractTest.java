package io.keepsake.provider.local.sftp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.ssh.OpenSshServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on Debian's OpenSSH. */
final class OpenSshContractTest extends SftpContractTest {

  @TempDir private static Path directory;
  private static OpenSshServer server;

  @BeforeAll
  static void start() throws Exception {
    server = OpenSshServer.start(directory);
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  @Override
  StoreSettings settings(Path place) {
    return new StoreSettings(
        "nas",
        URI.create("sftp://127.0.0.1:%d%s".formatted(server.port(), place)),
        Map.of(
            "private-key-file", server.userKey().toString(),
            "known-hosts-file", server.knownHosts().toString()));
  }

  @Test
  void whatOpenSshCanDo() {
    assertEquals(
        Set.of(Capability.CONDITIONAL_PUT, Capability.QUOTA, Capability.MODIFICATION_TIME),
        store().capabilities());
  }
}

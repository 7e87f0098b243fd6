package io.keepsake.provider.local.sftp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.provider.local.sftp.server.MinaServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a server that has none of OpenSSH's extensions. */
final class PlainServerContractTest extends SftpContractTest {

  @TempDir private static Path directory;
  private static MinaServer server;

  @BeforeAll
  static void start() throws Exception {
    server = MinaServer.start(directory, MinaServer.Extensions.NONE);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Override
  StoreSettings settings(Path place) {
    return MinaContractTest.settings(server, place);
  }

  @Test
  void claimsNoMoreThanItHas() {
    assertEquals(Set.of(Capability.MODIFICATION_TIME), store().capabilities());
  }

  /** Replacing takes two renames here: a reader in between finds nothing, but never half of it. */
  @Test
  @Override
  public void aReplacedObjectIsTheOldOrTheNew() throws IOException {
    for (int i = 0; i < 5; i++) {
      byte[] bytes = {(byte) i};
      put("a", bytes);
      assertArrayEquals(bytes, read("a"));
    }
    assertEquals(List.of("a"), list(""));
  }
}

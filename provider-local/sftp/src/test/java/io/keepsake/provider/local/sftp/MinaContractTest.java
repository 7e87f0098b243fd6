package io.keepsake.provider.local.sftp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.provider.local.sftp.server.MinaServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on Apache MINA's server, logged in with a password. */
final class MinaContractTest extends SftpContractTest {

  @TempDir private static Path directory;
  private static MinaServer server;

  @BeforeAll
  static void start() throws Exception {
    server = MinaServer.start(directory, MinaServer.Extensions.ALL);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Override
  StoreSettings settings(Path place) {
    return settings(server, place);
  }

  static StoreSettings settings(MinaServer server, Path place) {
    return new StoreSettings(
        "mina",
        URI.create("sftp://guest@127.0.0.1:%d/%s".formatted(server.port(), place.getFileName())),
        Map.of(
            "password", MinaServer.PASSWORD, "known-hosts-file", server.knownHosts().toString()));
  }

  /**
   * Asked about an open file, this server tells the length of the one that has its name now. So a
   * reader of an object that is replaced meanwhile may fail, but gets no mixture and no part.
   */
  @Test
  @Override
  public void aReplacedObjectIsTheOldOrTheNew() throws Exception {
    assertAReplacedObjectIsWholeOrFails(EnumSet.of(Kind.CORRUPT));
  }

  @Test
  void whatMinaCanDo() {
    assertEquals(
        Set.of(Capability.CONDITIONAL_PUT, Capability.MODIFICATION_TIME), store().capabilities());
  }
}

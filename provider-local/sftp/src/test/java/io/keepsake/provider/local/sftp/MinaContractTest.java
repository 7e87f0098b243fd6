package io.keepsake.provider.local.sftp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.provider.local.sftp.server.MinaServer;
import io.keepsake.testkit.storage.StoreCases;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    byte[] one = StoreCases.bytes(300_000, 1);
    byte[] two = StoreCases.bytes(500_000, 2);
    put("a", one);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> writer =
          threads.submit(
              () -> {
                for (int i = 0; i < 10; i++) {
                  put("a", i % 2 == 0 ? two : one);
                }
                return true;
              });
      while (!writer.isDone()) {
        try {
          byte[] seen = read("a");
          assertTrue(Arrays.equals(one, seen) || Arrays.equals(two, seen), "neither of the two");
        } catch (StoreException e) {
          assertEquals(Kind.CORRUPT, e.kind(), e::toString);
        }
      }
      assertTrue(writer.get());
    }
    assertArrayEquals(one, read("a"));
  }

  @Test
  void whatMinaCanDo() {
    assertEquals(
        Set.of(Capability.CONDITIONAL_PUT, Capability.MODIFICATION_TIME), store().capabilities());
  }
}

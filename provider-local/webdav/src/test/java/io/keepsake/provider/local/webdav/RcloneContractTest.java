package io.keepsake.provider.local.webdav;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.network.ServerPorts;
import io.keepsake.testkit.storage.StoreCases;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on rclone's server, which is that of Go's own library. */
final class RcloneContractTest extends WebdavContractTest {

  private static final Path PROGRAM = Path.of("/usr/bin/rclone");

  @TempDir private static Path directory;
  private static Process server;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(
        Files.isExecutable(PROGRAM),
        "NOT TESTED: WebDAV on rclone, which needs the package rclone");
    port = ServerPorts.free();
    ProcessBuilder builder =
        new ProcessBuilder(
            PROGRAM.toString(),
            "serve",
            "webdav",
            "--config",
            directory.resolve("none.conf").toString(),
            "--cache-dir",
            directory.resolve("cache").toString(),
            "--addr",
            "127.0.0.1:" + port,
            Files.createDirectory(directory.resolve("files")).toString());
    server =
        builder.redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile()).start();
    assertTrue(ServerPorts.await(port, server), "rclone did not start");
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.destroyForcibly().onExit().join();
    }
  }

  @Override
  StoreSettings settings(String place) {
    return new StoreSettings(
        "box", URI.create("webdav://127.0.0.1:%d/%s".formatted(port, place)), Map.of());
  }

  /**
   * This server opens the file anew for each part that it sends, and had asked for its length
   * before: a reader of an object that is replaced meanwhile may get some of both, as long as the
   * one or the other. Of a vault's objects only the header is ever replaced.
   */
  @Override
  boolean mayBeSeen(byte[] seen, byte[] one, byte[] two) {
    boolean asLong = seen.length == one.length || seen.length == two.length;
    for (int i = 0; asLong && i < seen.length; i++) {
      asLong = (i < one.length && seen[i] == one[i]) || (i < two.length && seen[i] == two[i]);
    }
    return asLong;
  }

  /** While one deletes an object, the server has it locked against the others: that passes. */
  @Test
  @Override
  public void racingDeletesAllSucceed() throws Exception {
    put("packs/a", new byte[10]);
    put("packs/b", new byte[10]);
    List<Future<Boolean>> racers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 16; i++) {
        racers.add(threads.submit(this::deletesOrIsToldToWait));
      }
    }
    for (Future<Boolean> each : racers) {
      each.get();
    }
    assertEquals(List.of("packs/b"), list(""));
  }

  private boolean deletesOrIsToldToWait() {
    try {
      store().delete(List.of(StoreCases.name("packs/a")), Purpose.PRUNE);
      return true;
    } catch (StoreException e) {
      assertEquals(Kind.UNAVAILABLE, e.kind(), e::toString);
      return false;
    }
  }
}

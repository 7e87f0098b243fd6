package io.keepsake.provider.local.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.testkit.smb.SambaServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

  /** Connections do not share anything on the server, whoever they are from. */
  @Test
  void ofSixteenMachinesOneWins() throws Exception {
    List<ObjectStore> machines = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      machines.add(another());
    }
    for (int round = 0; round < 30; round++) {
      ObjectName name = new ObjectName("packs/" + round);
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Boolean>> racers = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (ObjectStore machine : machines) {
          racers.add(threads.submit(() -> wins(machine, name, start)));
        }
        start.countDown();
      }
      int winners = 0;
      for (Future<Boolean> each : racers) {
        winners += each.get() ? 1 : 0;
      }
      assertEquals(1, winners, name.value());
    }
  }

  private static boolean wins(ObjectStore store, ObjectName name, CountDownLatch start)
      throws Exception {
    start.await();
    try {
      store.put(name, ObjectContent.of(new byte[100]), PutCondition.IF_ABSENT, Purpose.BACKUP);
      return true;
    } catch (StoreException e) {
      assertEquals(Kind.ALREADY_EXISTS, e.kind(), e::toString);
      return false;
    }
  }
}

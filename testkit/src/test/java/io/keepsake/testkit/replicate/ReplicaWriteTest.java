package io.keepsake.testkit.replicate;

import static io.keepsake.testkit.replicate.Fleet.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.placement.CopyPolicy;
import io.keepsake.core.placement.Placement;
import io.keepsake.core.placement.ProviderTraits;
import io.keepsake.core.replicate.DebtLog;
import io.keepsake.core.replicate.ReplicaSet;
import io.keepsake.core.replicate.ReplicationException;
import io.keepsake.core.replicate.StoreFailure;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.testkit.storage.Calls;
import io.keepsake.testkit.storage.Fault;
import io.keepsake.testkit.storage.Gate;
import io.keepsake.testkit.storage.MemoryStore;
import io.keepsake.testkit.storage.Operation;
import io.keepsake.testkit.storage.Times;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ReplicaWriteTest {

  private static final Calls PUTS = Calls.to(Operation.PUT);

  @Test
  void everyStoreGetsTheSameBytes() throws Exception {
    Fleet fleet = new Fleet(3, 2);
    ObjectName name = fleet.put(bytes(1_000, 1));
    for (MemoryStore store : fleet.memory) {
      assertEquals(List.of(name), store.names());
    }
    assertEquals(List.of(), fleet.events);
    assertEquals(3, fleet.set.activeStores().size());
  }

  @Test
  void aFailedStoreIsDroppedOnceAndWrittenToNoMore() throws Exception {
    Fleet fleet = new Fleet(3, 2);
    fleet.stores.get(1).inject(PUTS, Times.first(1), new Fault.Fails(Kind.QUOTA));
    for (int i = 0; i < 5; i++) {
      fleet.put(bytes(100, i));
    }
    assertEquals(1, fleet.stores.get(1).count(PUTS));
    assertEquals(5, fleet.memory.get(2).names().size());
    assertEquals(List.of("s1"), List.copyOf(fleet.set.droppedStores().keySet()));
    assertEquals(1, fleet.events.size());
    VaultEvent.StoreDropped event = (VaultEvent.StoreDropped) fleet.events.getFirst();
    assertEquals("s1", event.storeId());
    assertEquals(fleet.set.droppedStores().get("s1"), event.reason());
  }

  @Test
  void anotherOperationBeginsWithAllStores() throws Exception {
    Fleet fleet = new Fleet(3, 2);
    fleet.stores.get(1).inject(PUTS, Times.first(1), new Fault.Fails(Kind.QUOTA));
    fleet.put(bytes(100, 1));
    ReplicaSet next = fleet.set.anew(VaultListener.NONE);
    assertEquals(3, next.activeStores().size());
    next.put(Fleet.nameOf(bytes(9, 9)), ObjectContent.of(bytes(9, 9)), Purpose.BACKUP);
    assertEquals(1, fleet.memory.get(1).names().size());
  }

  @Test
  void belowTheMinimumFailsAndNamesEveryDroppedStore() throws Exception {
    Fleet fleet = new Fleet(3, 2);
    fleet.stores.get(0).inject(PUTS, Times.always(), new Fault.Fails(Kind.DENIED));
    fleet.put(bytes(100, 1));
    fleet.stores.get(2).inject(PUTS, Times.always(), new Fault.TakesEffectButFails(Kind.TIMEOUT));
    ReplicationException failure =
        assertThrows(ReplicationException.class, () -> fleet.put(bytes(100, 2)));
    assertEquals(
        List.of(Kind.DENIED, Kind.TIMEOUT),
        failure.failures().stream().map(StoreFailure::kind).toList());
    String message = String.valueOf(failure.getMessage());
    fleet.set.droppedStores().values().forEach(r -> assertTrue(message.contains(r), message));
    long before = fleet.stores.get(1).count(PUTS);
    assertThrows(ReplicationException.class, () -> fleet.put(bytes(100, 3)));
    assertEquals(before, fleet.stores.get(1).count(PUTS), "nothing is written for no use");
  }

  @Test
  void storesThatCouldNotBeOpenedCountAsDropped() {
    StoreFailure missing = new StoreFailure("nas", Kind.UNAVAILABLE, "the NAS is off");
    ObjectStore only = new MemoryStore("usb");
    ReplicaSet set =
        new ReplicaSet(
            List.of(only),
            new Placement(
                List.of(ProviderTraits.active("usb"), ProviderTraits.active("nas")),
                CopyPolicy.of(2)),
            VaultListener.NONE,
            List.of(missing),
            DebtLog.NONE);
    ReplicationException failure =
        assertThrows(
            ReplicationException.class,
            () -> set.put(new ObjectName("a"), ObjectContent.of(new byte[1]), Purpose.BACKUP));
    assertTrue(String.valueOf(failure.getMessage()).contains("the NAS is off"));
    assertEquals(Map.of("nas", "the NAS is off"), set.droppedStores());
  }

  @Test
  void anObjectThatIsThereAlreadyCountsIfItsLengthIsRight() throws Exception {
    Fleet fleet = new Fleet(3, 2);
    byte[] bytes = bytes(100, 1);
    fleet.plant(0, Fleet.nameOf(bytes), bytes);
    fleet.plant(1, Fleet.nameOf(bytes), bytes(99, 1));
    assertEquals(
        Set.of("s0", "s2"),
        fleet.set.put(Fleet.nameOf(bytes), ObjectContent.of(bytes), Purpose.BACKUP));
    assertEquals(Map.of(), fleet.set.droppedStores(), "one bad copy is no failed store");
  }

  @Test
  void aPluginThatBreaksIsDroppedAsAnyOther() throws Exception {
    Fleet fleet = new Fleet(2, 1);
    ObjectContent strange = new OnceContent(bytes(10, 1));
    fleet.set.put(new ObjectName("a"), strange, Purpose.BACKUP);
    assertEquals(1, fleet.set.droppedStores().size());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whateverFailsSuccessMeansTheMinimum(long seed) throws Exception {
    Fleet fleet = new Fleet(4, 2);
    for (int i = 0; i < 4; i++) {
      fleet
          .stores
          .get(i)
          .inject(PUTS, Times.randomly(seed * 10 + i, 0.03), new Fault.Fails(Kind.UNAVAILABLE))
          .inject(
              PUTS,
              Times.randomly(seed * 20 + i, 0.03),
              new Fault.TakesEffectButFails(Kind.TIMEOUT));
    }
    List<Future<ObjectName>> puts = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 60; i++) {
        byte[] bytes = bytes(50, seed * 1_000 + i);
        puts.add(threads.submit(() -> fleet.put(bytes)));
      }
    }
    int stored = 0;
    for (Future<ObjectName> put : puts) {
      if (put.state() == Future.State.SUCCESS) {
        stored++;
        ObjectName name = put.resultNow();
        assertTrue(
            fleet.memory.stream().filter(store -> store.names().contains(name)).count() >= 2);
      } else {
        assertEquals(ReplicationException.class, put.exceptionNow().getClass());
      }
    }
    assertTrue(stored > 0, "no put went through at all");
    assertEquals(fleet.set.droppedStores().size(), fleet.events.size());
  }

  @Test
  void anInterruptEndsAPutToABlockedStoreAndDropsNone() throws Exception {
    Fleet fleet = new Fleet(3, 1);
    Gate gate = new Gate();
    fleet.stores.get(2).inject(PUTS, Times.always(), new Fault.Waits(gate));
    boolean[] flag = new boolean[1];
    Thread putter =
        Thread.ofVirtual()
            .start(
                () -> {
                  assertThrows(InterruptedIOException.class, () -> fleet.put(bytes(100, 1)));
                  flag[0] = Thread.currentThread().isInterrupted();
                });
    gate.awaitArrivals(1);
    putter.interrupt();
    putter.join();
    assertTrue(flag[0], "the interrupt flag was lost");
    assertEquals(Map.of(), fleet.set.droppedStores());
    assertEquals(0, fleet.memory.get(2).names().size());
  }

  /** Content that only one store can read. */
  private static final class OnceContent implements ObjectContent {
    private final byte[] bytes;
    private final AtomicBoolean read = new AtomicBoolean();

    OnceContent(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public InputStream open() {
      if (read.getAndSet(true)) {
        throw new IllegalStateException("read already");
      }
      return new ByteArrayInputStream(bytes);
    }
  }
}

package io.keepsake.testkit.replicate;

import static io.keepsake.testkit.replicate.Fleet.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.replicate.ContentCheck;
import io.keepsake.core.replicate.ReplicaSet;
import io.keepsake.core.replicate.ReplicationException;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.store.RetryPolicy;
import io.keepsake.core.store.RetryingStore;
import io.keepsake.testkit.storage.Calls;
import io.keepsake.testkit.storage.Fault;
import io.keepsake.testkit.storage.FaultyStore;
import io.keepsake.testkit.storage.Gate;
import io.keepsake.testkit.storage.MemoryStore;
import io.keepsake.testkit.storage.Operation;
import io.keepsake.testkit.storage.Times;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which store is read, and how long failing ones are borne with. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ReadRouteTest {

  private static final Calls GETS = Calls.to(Operation.GET);
  private static final RetryPolicy POLICY =
      new RetryPolicy(4, Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofMinutes(1));

  private final ManualTiming timing = new ManualTiming();
  private final List<MemoryStore> memory =
      List.of(new MemoryStore("a"), new MemoryStore("b"), new MemoryStore("c"));
  private final List<FaultyStore> stores = memory.stream().map(FaultyStore::new).toList();
  private final List<VaultEvent> events = new CopyOnWriteArrayList<>();
  private final ReplicaSet set =
      new ReplicaSet(
          stores.stream()
              .<ObjectStore>map(
                  store -> new RetryingStore(store, POLICY, timing, new SplittableRandom(1)))
              .toList(),
          1,
          events::add);

  private ObjectName plant(byte[] bytes) throws Exception {
    ObjectName name = Fleet.nameOf(bytes);
    for (MemoryStore store : memory) {
      store.put(name, ObjectContent.of(bytes), PutCondition.ANY, Purpose.REPAIR);
    }
    return name;
  }

  private byte[] read(ObjectName name) throws IOException {
    return set.read(name, Purpose.RESTORE, ContentCheck.NAMED_BY_HASH);
  }

  @Test
  void aFailingStoreCostsNoPauseWhileAnotherHasIt() throws Exception {
    ObjectName name = plant(bytes(100, 1));
    stores.get(0).inject(GETS, Times.always(), new Fault.Fails(Kind.UNAVAILABLE));
    stores.get(1).inject(GETS, Times.always(), new Fault.Fails(Kind.THROTTLED));
    for (int i = 0; i < 10; i++) {
      assertArrayEquals(bytes(100, 1), read(name));
    }
    assertEquals(List.of(), timing.pauses);
    assertEquals(1, stores.get(0).count(GETS));
    assertEquals(1, stores.get(1).count(GETS));
  }

  @Test
  void whenAllFailForNowTheyAreAskedAgainWithPatience() throws Exception {
    ObjectName name = plant(bytes(100, 1));
    for (FaultyStore store : stores) {
      store.inject(GETS, Times.first(2), new Fault.Fails(Kind.UNAVAILABLE));
    }
    assertArrayEquals(bytes(100, 1), read(name));
    assertEquals(1, timing.pauses.size());
    assertEquals(5, stores.stream().mapToLong(store -> store.count(GETS)).sum());
  }

  @Test
  void whoSaysNoForGoodIsNotAskedAgain() throws Exception {
    ObjectName name = plant(bytes(100, 1));
    for (FaultyStore store : stores) {
      store.inject(GETS, Times.always(), new Fault.Fails(Kind.DENIED));
    }
    assertThrows(ReplicationException.class, () -> read(name));
    assertEquals(3, stores.stream().mapToLong(store -> store.count(GETS)).sum());
    assertEquals(List.of(), timing.pauses);
  }

  @Test
  void equalStoresShareTheReads() throws Exception {
    ObjectName name = plant(bytes(100, 1));
    for (int i = 0; i < 300; i++) {
      read(name);
    }
    for (FaultyStore store : stores) {
      assertTrue(store.count(GETS) >= 50, store.id() + " got " + store.count(GETS));
    }
  }

  @Test
  void aStoreThatIsStillAtItGetsNothingMore() throws Exception {
    ObjectName name = plant(bytes(100, 1));
    for (int i = 0; i < 9; i++) {
      read(name); // each is known
    }
    Gate gate = new Gate();
    stores.get(0).inject(GETS, Times.always(), new Fault.Waits(gate));
    long before = stores.get(0).count(GETS);
    List<Future<byte[]>> reads = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Semaphore done = new Semaphore(0);
      for (int i = 0; i < 60; i++) {
        reads.add(
            threads.submit(
                () -> {
                  byte[] bytes = read(name);
                  done.release();
                  return bytes;
                }));
      }
      assertTrue(done.tryAcquire(30, 1, TimeUnit.MINUTES), "the others wait for the slow one");
      gate.open();
    }
    for (Future<byte[]> read : reads) {
      assertArrayEquals(bytes(100, 1), read.get());
    }
    long slow = stores.get(0).count(GETS) - before;
    assertTrue(slow <= 30, "the slow store got " + slow + " of 60");
  }

  @Test
  void flawsAreToldOnceAndOnlyThose() throws Exception {
    ObjectName bad = plant(bytes(100, 1));
    ObjectName lost = plant(bytes(100, 2));
    ObjectName good = plant(bytes(100, 3));
    memory.get(0).put(bad, ObjectContent.of(bytes(100, 9)), PutCondition.ANY, Purpose.REPAIR);
    memory.get(1).delete(List.of(lost), Purpose.REPAIR);
    stores.get(2).inject(GETS.named(good.value()), Times.first(2), new Fault.Fails(Kind.TIMEOUT));
    for (int i = 0; i < 9; i++) {
      assertArrayEquals(bytes(100, 1), read(bad));
      assertArrayEquals(bytes(100, 2), read(lost));
      assertArrayEquals(bytes(100, 3), read(good));
    }
    assertEquals(Map.of(bad, Set.of("a"), lost, Set.of("b")), set.takeFlaws());
    assertEquals(Map.of(), set.takeFlaws());
  }

  @Test
  void whatIsBadEverywhereIsToldOfAllStores() throws Exception {
    ObjectName name = plant(bytes(100, 1));
    for (MemoryStore store : memory) {
      store.put(name, ObjectContent.of(bytes(100, 9)), PutCondition.ANY, Purpose.REPAIR);
    }
    ReplicationException failure = assertThrows(ReplicationException.class, () -> read(name));
    assertEquals(3, failure.failures().size());
    assertEquals(Map.of(name, Set.of("a", "b", "c")), set.takeFlaws());
  }
}

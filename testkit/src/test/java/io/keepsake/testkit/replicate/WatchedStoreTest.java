package io.keepsake.testkit.replicate;

import static io.keepsake.testkit.replicate.Fleet.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.store.WatchedStore;
import io.keepsake.core.watch.KnownHealth;
import io.keepsake.core.watch.StoreCall;
import io.keepsake.core.watch.StoreWatch;
import io.keepsake.testkit.storage.Calls;
import io.keepsake.testkit.storage.Fault;
import io.keepsake.testkit.storage.FaultyStore;
import io.keepsake.testkit.storage.MemoryStore;
import io.keepsake.testkit.storage.MemoryStoreProvider;
import io.keepsake.testkit.storage.ObjectStoreContract;
import io.keepsake.testkit.storage.Operation;
import io.keepsake.testkit.storage.Times;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store that is watched keeps the whole contract, and each call is told once. */
final class WatchedStoreTest extends ObjectStoreContract {

  private static final ObjectName NAME = new ObjectName("packs/a");

  private final List<StoreCall> told = new ArrayList<>();
  private final FaultyStore faulty = new FaultyStore(new MemoryStore("mem"));
  private ObjectStore watched = faulty;

  private static StoreWatch hearing(Consumer<StoreCall> listener) {
    return new StoreWatch() {
      @Override
      public void ended(StoreCall call) {
        listener.accept(call);
      }

      @Override
      public Map<String, KnownHealth> known() {
        return Map.of();
      }
    };
  }

  @Override
  protected ObjectStore open(String place) throws StoreException {
    return WatchedStore.open(
        "memory", StoreWatch.NONE, () -> MemoryStoreProvider.open("memory", place));
  }

  @BeforeEach
  void watch() throws StoreException {
    watched = WatchedStore.open("mem", hearing(told::add), () -> faulty);
  }

  private StoreCall last(StoreCall.Operation operation) {
    StoreCall call = told.getLast();
    assertEquals(operation, call.operation());
    assertEquals("mem", call.storeId());
    return call;
  }

  private void put(PutCondition condition) throws StoreException {
    watched.put(NAME, ObjectContent.of(bytes(100, 1)), condition, Purpose.BACKUP);
  }

  @Test
  void everyCallIsToldOnce() throws Exception {
    last(StoreCall.Operation.OPEN);
    put(PutCondition.ANY);
    assertEquals(100, last(StoreCall.Operation.PUT).bytes());
    assertEquals(Purpose.BACKUP, told.getLast().purpose());
    try (InputStream in = watched.get(NAME, ByteRange.ALL, Purpose.RESTORE)) {
      assertEquals(2, told.size(), "not before it is read");
      assertArrayEquals(bytes(100, 1), in.readAllBytes());
    }
    assertEquals(100, last(StoreCall.Operation.GET).bytes());
    watched.stat(NAME, Purpose.VERIFY);
    last(StoreCall.Operation.STAT);
    watched.list("", Optional.empty(), 9, Purpose.VERIFY);
    last(StoreCall.Operation.LIST);
    watched.usage(Purpose.PROBE);
    last(StoreCall.Operation.USAGE);
    watched.delete(List.of(NAME), Purpose.PRUNE);
    last(StoreCall.Operation.DELETE);
    assertEquals(7, told.size());
    assertTrue(told.stream().allMatch(call -> call.failure().isEmpty()));
  }

  @Test
  void thatSomethingIsThereOrNotIsAnAnswer() throws Exception {
    put(PutCondition.IF_ABSENT);
    assertThrows(StoreException.class, () -> put(PutCondition.IF_ABSENT));
    assertTrue(last(StoreCall.Operation.PUT).failure().isEmpty());
    assertThrows(
        StoreException.class,
        () -> watched.get(new ObjectName("packs/b"), ByteRange.ALL, Purpose.RESTORE));
    assertTrue(last(StoreCall.Operation.GET).failure().isEmpty());
  }

  @Test
  void failuresAreToldAsSuch() {
    faulty.inject(Calls.all(), Times.always(), new Fault.Fails(Kind.THROTTLED));
    assertThrows(StoreException.class, () -> put(PutCondition.ANY));
    assertEquals(Kind.THROTTLED, last(StoreCall.Operation.PUT).failure().orElseThrow().kind());
  }

  @Test
  void aReadThatBreaksOffHasFailed() throws Exception {
    put(PutCondition.ANY);
    faulty.inject(
        Calls.to(Operation.GET), Times.always(), new Fault.BreaksOff(30, Kind.UNAVAILABLE));
    try (InputStream in = watched.get(NAME, ByteRange.ALL, Purpose.RESTORE)) {
      assertEquals(30, in.readNBytes(30).length);
      assertThrows(StoreException.class, in::read);
    }
    assertEquals(30, last(StoreCall.Operation.GET).bytes());
    assertEquals(Kind.UNAVAILABLE, told.getLast().failure().orElseThrow().kind());
    assertEquals(3, told.size());
  }

  @Test
  void anInterruptSaysNothing() {
    faulty.inject(Calls.all(), Times.always(), new Fault.Fails(Kind.INTERRUPTED));
    assertThrows(StoreException.class, () -> put(PutCondition.ANY));
    assertTrue(Thread.interrupted());
    assertEquals(1, told.size());
  }

  @Test
  void thatOpeningFailsIsTold() {
    assertThrows(
        StoreException.class,
        () ->
            WatchedStore.open(
                "mem",
                hearing(told::add),
                () -> {
                  throw new StoreException(Kind.TIMEOUT, "mem", "no answer");
                }));
    assertEquals(Kind.TIMEOUT, last(StoreCall.Operation.OPEN).failure().orElseThrow().kind());
  }

  @Test
  void whoWatchesBreaksNothing() throws Exception {
    ObjectStore store =
        WatchedStore.open(
            "mem",
            hearing(
                _ -> {
                  throw new IllegalStateException("as told");
                }),
            () -> faulty);
    assertFalse(store.stat(NAME, Purpose.OPEN).isPresent());
  }
}

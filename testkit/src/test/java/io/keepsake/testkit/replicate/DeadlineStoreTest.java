package io.keepsake.testkit.replicate;

import static io.keepsake.testkit.replicate.Fleet.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.failover.DeadlineStore;
import io.keepsake.core.failover.Deadlines;
import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.testkit.storage.Calls;
import io.keepsake.testkit.storage.Fault;
import io.keepsake.testkit.storage.FaultyStore;
import io.keepsake.testkit.storage.Gate;
import io.keepsake.testkit.storage.MemoryStore;
import io.keepsake.testkit.storage.MemoryStoreProvider;
import io.keepsake.testkit.storage.ObjectStoreContract;
import io.keepsake.testkit.storage.Times;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deadlines keep the whole contract, and end what takes too long. */
final class DeadlineStoreTest extends ObjectStoreContract {

  private static final ObjectName NAME = new ObjectName("packs/a");
  private static final Deadlines SHORT = new Deadlines(Duration.ofMillis(50), 1 << 20);
  private static final Deadlines LONG = new Deadlines(Duration.ofMinutes(1), 1 << 20);

  private final Gate gate = new Gate();
  private final FaultyStore faulty = new FaultyStore(new MemoryStore("mem"));
  private final StubbornStore stubborn = new StubbornStore(faulty);

  @Override
  protected ObjectStore open(String place) {
    return new DeadlineStore(MemoryStoreProvider.open("memory", place), Deadlines.STANDARD);
  }

  /** Every call but a put. */
  enum Asked {
    GET,
    STAT,
    LIST,
    DELETE,
    USAGE;

    void on(ObjectStore store) throws IOException {
      switch (this) {
        case GET -> store.get(NAME, ByteRange.ALL, Purpose.RESTORE).close();
        case STAT -> store.stat(NAME, Purpose.RESTORE);
        case LIST -> store.list("packs/", Optional.empty(), 9, Purpose.RESTORE);
        case DELETE -> store.delete(List.of(NAME), Purpose.RESTORE);
        case USAGE -> store.usage(Purpose.RESTORE);
      }
    }
  }

  @AfterEach
  void letGo() {
    gate.open();
  }

  @ParameterizedTest
  @EnumSource
  void aCallThatHangsEndsInTime(Asked asked) {
    faulty.inject(Calls.all(), Times.always(), new Fault.Waits(gate));
    assertTimeout(() -> asked.on(new DeadlineStore(faulty, SHORT)));
  }

  @ParameterizedTest
  @EnumSource
  void evenOneThatIgnoresInterrupts(Asked asked) {
    stubborn.hang(gate);
    assertTimeout(() -> asked.on(new DeadlineStore(stubborn, SHORT)));
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptByTheCallerIsNoTimeout(Asked asked) throws Exception {
    faulty.inject(Calls.all(), Times.always(), new Fault.Waits(gate));
    assertInterrupted(() -> asked.on(new DeadlineStore(faulty, LONG)));
  }

  @ParameterizedTest
  @EnumSource
  void inTimeItChangesNothing(Asked asked) throws Exception {
    put(faulty);
    asked.on(new DeadlineStore(faulty, LONG));
    assertEquals(2, faulty.log().size());
  }

  @Test
  void aPutThatHangsIsInterrupted() {
    faulty.inject(Calls.all(), Times.always(), new Fault.Waits(gate));
    assertTimeout(
        () -> put(new DeadlineStore(faulty, new Deadlines(Duration.ofMillis(50), 1_000))));
  }

  @Test
  void aPutThatIgnoresInterruptsReturnsOnlyWhenNobodyTouchesTheBytes() throws Exception {
    stubborn.hang(gate);
    ObjectStore store = new DeadlineStore(stubborn, SHORT);
    FutureTask<Boolean> flag =
        new FutureTask<>(
            () -> {
              assertThrows(StoreException.class, () -> put(store));
              return Thread.currentThread().isInterrupted();
            });
    Thread putter = Thread.ofVirtual().start(flag);
    stubborn.awaitInterrupt();
    assertTrue(putter.isAlive(), "it returned while the store still read");
    gate.open();
    assertFalse(flag.get(), "the interrupt flag of the deadline was left");
  }

  @Test
  void aPutWhoseCallerIsInterruptedIsInterrupted() throws Exception {
    faulty.inject(Calls.all(), Times.always(), new Fault.Waits(gate));
    assertInterrupted(() -> put(new DeadlineStore(faulty, LONG)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aStreamThatHangsEndsInTime(boolean whole) throws Exception {
    ObjectStore store =
        new DeadlineStore(
            new PausingStore(faulty, gate), new Deadlines(Duration.ofMillis(50), 1L << 40));
    put(faulty);
    try (InputStream in = store.get(NAME, ByteRange.ALL, Purpose.RESTORE)) {
      assertTimeout(
          () -> assertEquals(100, (whole ? in.readAllBytes() : in.readNBytes(100)).length));
    }
  }

  @Test
  void aStreamWhoseReaderIsInterruptedIsInterrupted() throws Exception {
    ObjectStore store = new DeadlineStore(new PausingStore(faulty, gate), LONG);
    put(faulty);
    try (InputStream in = store.get(NAME, ByteRange.ALL, Purpose.RESTORE)) {
      assertInterrupted(() -> assertEquals(0, in.read()));
    }
  }

  @Test
  void aStreamThatComesTooLateIsClosed() throws Exception {
    put(faulty);
    PausingStore pausing = new PausingStore(stubborn, gate);
    stubborn.hang(gate);
    ObjectStore store = new DeadlineStore(pausing, SHORT);
    assertTimeout(() -> store.get(NAME, ByteRange.ALL, Purpose.RESTORE).close());
    gate.open();
    pausing.awaitClosed();
  }

  private void assertTimeout(Executable call) {
    StoreException failure = assertThrows(StoreException.class, call);
    assertEquals(Kind.TIMEOUT, failure.kind(), failure.getMessage());
    assertTrue(String.valueOf(failure.getMessage()).contains("mem"), failure.getMessage());
    assertFalse(Thread.interrupted(), "the interrupt flag of the deadline was left");
  }

  private void assertInterrupted(Executable call) throws Exception {
    FutureTask<Boolean> flag =
        new FutureTask<>(
            () -> {
              StoreException failure = assertThrows(StoreException.class, call);
              assertEquals(Kind.INTERRUPTED, failure.kind(), failure.getMessage());
              return Thread.currentThread().isInterrupted();
            });
    Thread caller = Thread.ofVirtual().start(flag);
    gate.awaitArrivals(1);
    caller.interrupt();
    assertTrue(flag.get(), "the interrupt flag was lost");
  }

  private static void put(ObjectStore store) throws StoreException {
    store.put(NAME, ObjectContent.of(bytes(100, 1)), PutCondition.ANY, Purpose.BACKUP);
  }
}

package io.keepsake.testkit.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Two stores with the same faults, which one test controls and which end one by one. */
final class SharedFaultsTest {

  private static final ObjectName NAME = new ObjectName("name");

  private final MemoryStore memory = new MemoryStore("memory");
  private final FaultyStore first = new FaultyStore(memory);
  private final FaultyStore second = first.again(memory.again());

  @Test
  void callsAreCountedTogether() throws StoreException {
    first.inject(Calls.all(), Times.during(2, 1).and(Times.always()), new Fault.Fails(Kind.DENIED));
    first.stat(NAME, Purpose.PROBE);
    assertEquals(
        Kind.DENIED,
        assertThrows(StoreException.class, () -> second.stat(NAME, Purpose.PROBE)).kind());
    first.stat(NAME, Purpose.PROBE);
    assertEquals(3, second.count(Calls.all()));
  }

  @RepeatedTest(200)
  void closingEndsTheWaitsOfOneStoreOnly() throws Exception {
    Gate gate = new Gate();
    first.inject(Calls.all(), Times.always(), new Fault.Waits(gate));
    CompletableFuture<Kind> ended = kind(first);
    CompletableFuture<Kind> waiting = kind(second);
    gate.awaitArrivals(2);
    first.close();
    assertEquals(Kind.UNAVAILABLE, ended.get());
    gate.open();
    assertEquals(
        "nothing failed",
        assertThrows(ExecutionException.class, waiting::get).getCause().getMessage());
  }

  @Test
  void aListenerIsToldAndDelaysEnd() throws StoreException {
    AtomicInteger told = new AtomicInteger();
    first.inject(Calls.all(), Times.only(1), new Fault.Tells(told::incrementAndGet));
    first.inject(Calls.all(), Times.always(), new Fault.Delays(Duration.ofMillis(1)));
    first.stat(NAME, Purpose.PROBE);
    second.stat(NAME, Purpose.PROBE);
    assertEquals(1, told.get());
  }

  /** How a call on a thread of its own fails. */
  private static CompletableFuture<Kind> kind(FaultyStore store) {
    CompletableFuture<Kind> kind = new CompletableFuture<>();
    Thread.startVirtualThread(
        () -> {
          try {
            store.stat(NAME, Purpose.PROBE);
            kind.completeExceptionally(new IllegalStateException("nothing failed"));
          } catch (StoreException e) {
            kind.complete(e.kind());
          }
        });
    return kind;
  }
}

package io.keepsake.testkit.replicate;

import static io.keepsake.testkit.replicate.Fleet.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.placement.CopyPolicy;
import io.keepsake.core.replicate.ReplicaSet;
import io.keepsake.core.replicate.WriteSession;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.testkit.storage.Calls;
import io.keepsake.testkit.storage.Fault;
import io.keepsake.testkit.storage.FaultyStore;
import io.keepsake.testkit.storage.Gate;
import io.keepsake.testkit.storage.MemoryStore;
import io.keepsake.testkit.storage.Operation;
import io.keepsake.testkit.storage.Times;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever is interrupted, nothing is left running, and what was not done is told. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class WriteInterruptTest {

  private static final Calls PUTS = Calls.to(Operation.PUT);
  private static final CopyPolicy THREE = new CopyPolicy(3, 2, 0);

  private final Gate gate = new Gate();

  @Test
  void aPutThatWaitsForTheMinimumHasNotSucceeded() throws Exception {
    Crew crew = new Crew(THREE, "a", "b", "c");
    crew.store("c").inject(PUTS, Times.always(), new Fault.Waits(gate));
    try (WriteSession _ = crew.startWriting()) {
      crew.put(bytes(100, 1));
      crew.put(bytes(100, 2));
      crew.store("b").inject(PUTS, Times.always(), new Fault.Fails(Kind.DENIED));
      WatchedContent content = new WatchedContent(bytes(100, 3));
      FutureTask<ObjectName> needy = new FutureTask<>(() -> crew.put(content));
      Thread putter = Thread.ofVirtual().start(needy);
      crew.awaitDropped("b"); // now only the one that lags is left
      putter.interrupt();
      assertInterrupted(needy);
      assertEquals(1, content.releases());
    }
    assertEquals(0, crew.callsUnderWay());
  }

  @Test
  void aPutThatWaitsForASlowStoreIsInterrupted() throws Exception {
    Crew crew = new Crew(new CopyPolicy(3, 3, 0), "a", "b", "c");
    crew.store("c").inject(PUTS, Times.always(), new Fault.Waits(gate));
    WatchedContent content = new WatchedContent(bytes(100, 3));
    FutureTask<ObjectName> put = new FutureTask<>(() -> crew.put(content));
    Thread putter = Thread.ofVirtual().start(put);
    gate.awaitArrivals(1);
    putter.interrupt();
    assertInterrupted(put);
    assertEquals(1, content.releases());
    assertEquals(0, crew.callsUnderWay());
    assertEquals(Map.of(), crew.set.droppedStores());
  }

  @Test
  void settlingEndsAndKeepsTheFlag() throws Exception {
    Crew crew = new Crew(THREE, "a", "b", "c");
    crew.store("c").inject(PUTS, Times.always(), new Fault.Waits(gate));
    try (WriteSession session = crew.startWriting()) {
      crew.put(bytes(100, 1));
      Thread.currentThread().interrupt();
      assertThrows(InterruptedIOException.class, () -> session.settle(Crew.PATIENT));
      assertTrue(Thread.interrupted(), "the interrupt flag was lost");
    }
    assertEquals(0, crew.callsUnderWay());
  }

  @Test
  void closingByAnInterruptedThreadWaitsForWhatRunsAndKeepsTheFlag() throws Exception {
    Crew crew = new Crew(THREE, "a", "b", "c");
    crew.store("c").inject(PUTS, Times.always(), new Fault.Waits(gate));
    WriteSession session = crew.startWriting();
    crew.put(bytes(100, 1));
    Thread.currentThread().interrupt();
    session.close();
    assertTrue(Thread.interrupted(), "the interrupt flag was lost");
    assertEquals(0, crew.callsUnderWay());
  }

  @Test
  void closingEndsACopyUnderWay() throws Exception {
    Crew crew = new Crew(THREE, "a", "b", "c");
    ObjectName name = Fleet.nameOf(bytes(100, 1));
    crew.plant("a", name, bytes(100, 1));
    crew.plant("b", name, bytes(100, 1));
    crew.store("c").inject(PUTS, Times.always(), new Fault.Waits(gate));
    try (WriteSession _ = crew.startWriting(Map.of("c", List.of(name)), Set.of())) {
      gate.awaitArrivals(1);
    }
    assertEquals(0, crew.callsUnderWay());
    assertEquals(Set.of(name), crew.debts.of("c"));
    assertEquals(Map.of(), crew.set.droppedStores(), "an interrupted copy is no failure");
  }

  @Test
  void closingEndsAReadForACopy() throws Exception {
    Crew crew = new Crew(new CopyPolicy(2, 1, 0), "a", "c");
    ObjectName name = Fleet.nameOf(bytes(100, 1));
    crew.plant("a", name, bytes(100, 1));
    crew.store("a").inject(Calls.to(Operation.GET), Times.always(), new Fault.Waits(gate));
    try (WriteSession _ = crew.startWriting(Map.of("c", List.of(name)), Set.of())) {
      gate.awaitArrivals(1);
    }
    assertEquals(0, crew.callsUnderWay());
  }

  @Test
  void closingEndsAProbe() throws Exception {
    Crew crew = new Crew(THREE, "a", "b", "c");
    crew.store("c")
        .inject(PUTS, Times.only(1), new Fault.Fails(Kind.UNAVAILABLE))
        .inject(Calls.to(Operation.STAT), Times.always(), new Fault.Waits(gate));
    try (WriteSession _ = crew.startWriting()) {
      crew.put(bytes(100, 1));
      gate.awaitArrivals(1);
    }
    assertEquals(0, crew.callsUnderWay());
  }

  @Test
  void closingEndsASurvey() throws Exception {
    Crew crew = new Crew(THREE, "a", "b", "c");
    crew.store("a").inject(Calls.to(Operation.LIST), Times.always(), new Fault.Waits(gate));
    try (WriteSession _ = crew.startWriting(Map.of(), Set.of("c"))) {
      gate.awaitArrivals(1);
    }
    crew.awaitIdle();
  }

  @Test
  void aListenerThatFailsLeavesNobodyWaiting() throws Exception {
    List<FaultyStore> stores =
        Stream.of("a", "b").map(id -> new FaultyStore(new MemoryStore(id))).toList();
    stores.get(1).inject(PUTS, Times.always(), new Fault.Fails(Kind.DENIED));
    ReplicaSet set =
        new ReplicaSet(
            List.<ObjectStore>copyOf(stores),
            2,
            _ -> {
              throw new IllegalStateException("as told");
            });
    WatchedContent content = new WatchedContent(bytes(100, 1));
    ObjectName name = Fleet.nameOf(bytes(100, 1));
    assertThrows(
        IllegalStateException.class,
        () -> set.put(name, content, Purpose.BACKUP, content::release));
    assertEquals(1, content.releases());
  }

  private static void assertInterrupted(FutureTask<?> task) {
    Throwable cause = assertThrows(ExecutionException.class, task::get).getCause();
    assertEquals(InterruptedIOException.class, cause.getClass());
  }
}

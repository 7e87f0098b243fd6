package io.keepsake.testkit.replicate;

import static io.keepsake.testkit.replicate.Fleet.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.placement.CopyPolicy;
import io.keepsake.core.placement.Verdict.Level;
import io.keepsake.core.replicate.ReplicationException;
import io.keepsake.core.replicate.StoreFailure;
import io.keepsake.core.replicate.WriteSession;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.testkit.storage.Calls;
import io.keepsake.testkit.storage.Fault;
import io.keepsake.testkit.storage.Gate;
import io.keepsake.testkit.storage.Operation;
import io.keepsake.testkit.storage.Times;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The object that makes all others count is only where those are, and at enough stores or none. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CommitTest {

  private static final Calls PUTS = Calls.to(Operation.PUT);
  private static final Calls SNAPSHOTS = PUTS.named("^snapshots/");
  private static final CopyPolicy THREE = new CopyPolicy(3, 2, 0);

  @Test
  void aStoreThatIsBehindLacksTheSnapshotOwesItAndGetsItLast() throws Exception {
    Crew crew = new Crew(THREE, "a", "b", "c");
    Gate gate = new Gate();
    crew.store("c").inject(PUTS, Times.always(), new Fault.Waits(gate));
    try (WriteSession session = crew.startWriting()) {
      for (int i = 0; i < 4; i++) {
        crew.put(bytes(100, i));
      }
      assertEquals(Level.DEGRADED, session.settle(Crew.NO_WAITING).level());
      ObjectName snapshot = crew.commit(bytes(10, 9));
      assertTrue(crew.has("a", snapshot) && crew.has("b", snapshot));
      assertEquals(0, crew.store("c").count(SNAPSHOTS));
      assertTrue(crew.debts.of("c").contains(snapshot));
      assertEquals(Set.of("a", "b"), session.complete());
      gate.open();
      assertEquals(Level.FULL, session.settle(Crew.PATIENT).level());
      assertEquals(
          snapshot.value(),
          crew.store("c").log().stream()
              .filter(PUTS::include)
              .reduce((_, last) -> last)
              .orElseThrow()
              .name());
    }
    assertEquals(crew.contents("a"), crew.contents("c"));
  }

  @Test
  void belowTheMinimumItIsTakenBack() throws Exception {
    Crew crew = new Crew(new CopyPolicy(2, 2, 0), "a", "b");
    crew.store("b").inject(SNAPSHOTS, Times.always(), new Fault.Fails(Kind.QUOTA));
    ObjectName snapshot = Crew.snapshot(bytes(10, 9));
    try (WriteSession session = crew.startWriting()) {
      crew.put(bytes(100, 1));
      assertEquals(Level.FULL, session.settle(Crew.PATIENT).level());
      ReplicationException failure =
          assertThrows(ReplicationException.class, () -> crew.commit(bytes(10, 9)));
      assertEquals(List.of("b"), failure.failures().stream().map(StoreFailure::storeId).toList());
    }
    assertFalse(crew.has("a", snapshot), "a snapshot below the minimum was left");
    assertEquals(Set.of(), crew.debts.of("b"));
  }

  @Test
  void whatIsTakenBackIsNotCopiedMeanwhile() throws Exception {
    Crew crew = new Crew(THREE, "a", "b", "c");
    Gate taking = new Gate();
    crew.store("b").inject(SNAPSHOTS, Times.always(), new Fault.Fails(Kind.CORRUPT));
    crew.store("c").inject(SNAPSHOTS, Times.first(1), new Fault.Fails(Kind.CORRUPT));
    crew.store("a").inject(Calls.to(Operation.DELETE), Times.always(), new Fault.Waits(taking));
    ObjectName snapshot = Crew.snapshot(bytes(10, 9));
    try (WriteSession session = crew.startWriting()) {
      crew.put(bytes(100, 1));
      assertEquals(Level.FULL, session.settle(Crew.PATIENT).level());
      FutureTask<ObjectName> commit = new FutureTask<>(() -> crew.commit(bytes(10, 9)));
      Thread.ofVirtual().start(commit);
      taking.awaitArrivals(1);
      crew.put(bytes(100, 2)); // rouses whoever has something to catch up with
      assertEquals(Level.FULL, session.settle(Crew.PATIENT).level());
      taking.open();
      assertThrows(ExecutionException.class, commit::get);
    }
    for (String id : List.of("a", "b", "c")) {
      assertFalse(crew.has(id, snapshot), id);
      assertEquals(Set.of(), crew.debts.of(id));
    }
  }

  @Test
  void anInterruptedCommitWithFewerStoresThanTheMinimumIsNoCommit() throws Exception {
    Crew crew = new Crew(new CopyPolicy(2, 2, 0), "a", "b");
    Gate gate = new Gate();
    crew.store("b").inject(SNAPSHOTS, Times.always(), new Fault.Waits(gate));
    FutureTask<ObjectName> commit = new FutureTask<>(() -> crew.commit(bytes(10, 9)));
    try (WriteSession _ = crew.startWriting()) {
      crew.put(bytes(100, 1));
      Thread thread = Thread.ofVirtual().start(commit);
      gate.awaitArrivals(1);
      thread.interrupt();
      assertEquals(
          InterruptedIOException.class,
          assertThrows(ExecutionException.class, commit::get).getCause().getClass());
    }
    assertEquals(0, crew.callsUnderWay());
  }
}

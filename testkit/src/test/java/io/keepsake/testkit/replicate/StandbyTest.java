package io.keepsake.testkit.replicate;

import static io.keepsake.testkit.replicate.Fleet.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.placement.CopyPolicy;
import io.keepsake.core.placement.Verdict.Level;
import io.keepsake.core.replicate.ReplicationException;
import io.keepsake.core.replicate.StoreFailure;
import io.keepsake.core.replicate.WriteSession;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.testkit.storage.Calls;
import io.keepsake.testkit.storage.Fault;
import io.keepsake.testkit.storage.Gate;
import io.keepsake.testkit.storage.Operation;
import io.keepsake.testkit.storage.Times;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Standbys take over when they are needed, and stores that are only read are never written to. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class StandbyTest {

  private static final Calls PUTS = Calls.to(Operation.PUT);
  private static final Calls WRITES = Calls.to(Operation.PUT, Operation.DELETE);

  @Test
  void oneTakesTheDroppedStoresPlaceAndGetsWhatWasStoredBefore() throws Exception {
    Crew crew = new Crew(new CopyPolicy(2, 1, 0), "a", "b", "s:standby", "r:read-only");
    try (WriteSession session = crew.startWriting()) {
      crew.put(bytes(100, 1));
      assertEquals(0, crew.store("s").count(WRITES), "written to without need");
      crew.store("b").inject(PUTS, Times.always(), new Fault.Fails(Kind.DENIED));
      crew.put(bytes(100, 2));
      crew.put(bytes(100, 3));
      assertEquals(Level.FULL, session.settle(Crew.PATIENT).level());
      assertEquals(Set.of("a", "s"), session.complete());
      crew.commit(bytes(10, 4));
    }
    assertEquals(crew.contents("a"), crew.contents("s"));
    assertEquals(
        List.of(new VaultEvent.StandbyEnlisted("s")),
        crew.events(VaultEvent.StandbyEnlisted.class));
    assertEquals(0, crew.store("r").count(WRITES));
  }

  @Test
  void oneSavesThePutThatWouldHaveMissedTheMinimum() throws Exception {
    Crew crew = new Crew(new CopyPolicy(2, 2, 0), "a", "b", "s:standby");
    crew.store("b").inject(PUTS, Times.always(), new Fault.Fails(Kind.QUOTA));
    ObjectName name = crew.put(bytes(100, 1));
    assertTrue(crew.has("a", name));
    assertTrue(crew.has("s", name));
  }

  @Test
  void oneStepsInWhenAStoreFailsAfterTheLastPut() throws Exception {
    Crew crew = new Crew(new CopyPolicy(2, 1, 0), "a", "b", "s:standby");
    Gate gate = new Gate();
    crew.store("b")
        .inject(PUTS, Times.always(), new Fault.Waits(gate))
        .inject(PUTS, Times.always(), new Fault.TakesEffectButFails(Kind.DENIED));
    try (WriteSession session = crew.startWriting()) {
      crew.put(bytes(100, 1));
      gate.open();
      crew.awaitDropped("b");
      assertEquals(Level.FULL, session.settle(Crew.PATIENT).level());
      assertEquals(Set.of("a", "s"), session.complete());
    }
    assertEquals(crew.contents("a"), crew.contents("s"));
  }

  @Test
  void oneGetsEvenWhatOnlyAStoreHasThatIsDown() throws Exception {
    Crew crew = new Crew(new CopyPolicy(2, 1, 0), "a", "b", "s:standby");
    crew.store("b").inject(PUTS, Times.only(1), new Fault.Fails(Kind.CORRUPT));
    crew.store("b")
        .inject(PUTS.purpose(Purpose.REPAIR), Times.always(), new Fault.Fails(Kind.CORRUPT));
    try (WriteSession session = crew.startWriting()) {
      ObjectName only = crew.put(bytes(100, 1));
      crew.store("a").inject(PUTS, Times.only(1), new Fault.Fails(Kind.UNAVAILABLE));
      crew.put(bytes(100, 2));
      crew.put(bytes(100, 3));
      crew.awaitReturned("a");
      assertEquals(Level.FULL, session.settle(Crew.PATIENT).level());
      assertTrue(crew.has("s", only));
    }
    assertEquals(crew.contents("a"), crew.contents("s"));
  }

  @Test
  void aStoreThatIsOnlyReadIsNoHelp() throws Exception {
    Crew crew = new Crew(new CopyPolicy(2, 2, 0), "a", "b", "r:read-only");
    crew.store("b").inject(PUTS, Times.always(), new Fault.Fails(Kind.DENIED));
    ReplicationException failure =
        assertThrows(ReplicationException.class, () -> crew.put(bytes(100, 1)));
    assertEquals(List.of("b"), failure.failures().stream().map(StoreFailure::storeId).toList());
    assertEquals(0, crew.store("r").count(WRITES));
  }

  @Test
  void withTooFewStoresNothingIsWrittenAndNothingOwed() throws Exception {
    Crew crew = new Crew(new CopyPolicy(3, 3, 0), "a", "b", "c");
    crew.store("b").inject(PUTS, Times.always(), new Fault.Fails(Kind.DENIED));
    crew.store("c").inject(PUTS, Times.always(), new Fault.Fails(Kind.QUOTA));
    assertThrows(ReplicationException.class, () -> crew.put(bytes(100, 1)));
    long before = crew.store("a").count(PUTS);
    ReplicationException failure =
        assertThrows(ReplicationException.class, () -> crew.put(bytes(100, 2)));
    assertEquals(before, crew.store("a").count(PUTS), "written for no use");
    assertEquals(
        List.of("b", "c"), failure.failures().stream().map(StoreFailure::storeId).toList());
    for (String id : List.of("a", "b", "c")) {
      assertFalse(crew.debts.of(id).contains(Fleet.nameOf(bytes(100, 2))), id + " owes a ghost");
    }
  }
}

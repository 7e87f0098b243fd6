package io.keepsake.testkit.replicate;

import static io.keepsake.testkit.replicate.Fleet.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.placement.CopyPolicy;
import io.keepsake.core.placement.Verdict.Level;
import io.keepsake.core.replicate.WriteSession;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.testkit.storage.Calls;
import io.keepsake.testkit.storage.Fault;
import io.keepsake.testkit.storage.Operation;
import io.keepsake.testkit.storage.Times;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A store that failed and answers again is brought up to the others. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ReturningStoreTest {

  private static final Calls PUTS = Calls.to(Operation.PUT);
  private static final CopyPolicy THREE = new CopyPolicy(3, 2, 0);

  @Test
  void itIsLeftAloneTriedAgainAndMadeWhole() throws Exception {
    Crew crew = new Crew(THREE, "a", "b", "c");
    crew.store("b").inject(PUTS, Times.only(2), new Fault.Fails(Kind.UNAVAILABLE));
    try (WriteSession session = crew.startWriting()) {
      crew.put(bytes(100, 1));
      ObjectName missed = crew.put(bytes(100, 2));
      crew.awaitDropped("b");
      crew.awaitReturned("b");
      crew.put(bytes(100, 3));
      assertEquals(Level.FULL, session.settle(Crew.PATIENT).level());
      assertTrue(crew.events().contains(new VaultEvent.CopyRepaired("b", missed.value(), 100)));
    }
    assertEquals(crew.contents("a"), crew.contents("b"));
    assertEquals(1, crew.events(VaultEvent.StoreDropped.class).size());
    assertEquals(Set.of(), crew.debts.of("b"));
    assertEquals(Map.of(), crew.set.droppedStores());
  }

  @Test
  void aFailureWhileItCatchesUpIsOneMoreFailure() throws Exception {
    Crew crew = new Crew(THREE, "a", "b", "c");
    crew.store("b")
        .inject(PUTS.purpose(Purpose.BACKUP), Times.only(1), new Fault.Fails(Kind.TIMEOUT))
        .inject(PUTS.purpose(Purpose.REPAIR), Times.only(2), new Fault.Fails(Kind.THROTTLED));
    try (WriteSession session = crew.startWriting()) {
      for (int i = 0; i < 4; i++) {
        crew.put(bytes(100, i)); // the first drops it, and the others come while it is down
      }
      crew.awaitEvent(
          event ->
              event instanceof VaultEvent.StoreDropped it
                  && it.reason().contains("PUT")
                  && crew.events(VaultEvent.StoreDropped.class).size() == 2);
      crew.awaitEvent(_ -> crew.events(VaultEvent.StoreReturned.class).size() == 2);
      assertEquals(Level.FULL, session.settle(Crew.PATIENT).level());
    }
    assertEquals(crew.contents("a"), crew.contents("b"));
    assertEquals(Set.of(), crew.debts.of("b"));
  }

  @Test
  void whatItLacksFromEarlierIsFoundOut() throws Exception {
    Crew crew = new Crew(THREE, "a", "b", "c");
    ObjectName early = Fleet.nameOf(bytes(50, 77));
    ObjectName snapshot = Crew.snapshot(bytes(60, 78));
    for (String id : List.of("a", "c")) {
      crew.plant(id, early, bytes(50, 77));
      crew.plant(id, snapshot, bytes(60, 78));
    }
    try (WriteSession session = crew.startWriting(Map.of(), Set.of("b"))) {
      crew.put(bytes(100, 1));
      assertEquals(Level.FULL, session.settle(Crew.PATIENT).level());
    }
    assertEquals(crew.contents("a"), crew.contents("b"));
    List<VaultEvent.CopyRepaired> copies = crew.events(VaultEvent.CopyRepaired.class);
    assertEquals(snapshot.value(), copies.getLast().object(), "what refers to others comes last");
  }

  @Test
  void aCopyOfAnotherLengthIsMended() throws Exception {
    Crew crew = new Crew(THREE, "a", "b", "c");
    byte[] bytes = bytes(100, 1);
    crew.plant("c", Fleet.nameOf(bytes), bytes(99, 1));
    try (WriteSession session = crew.startWriting()) {
      crew.put(bytes);
      assertEquals(Level.FULL, session.settle(Crew.PATIENT).level());
    }
    assertEquals(crew.contents("a"), crew.contents("c"));
    assertEquals(List.of(), crew.events(VaultEvent.StoreDropped.class));
  }

  @Test
  void whatNobodyHasIsNoDebt() throws Exception {
    Crew crew = new Crew(THREE, "a", "b", "c");
    ObjectName nowhere = Fleet.nameOf(bytes(100, 1));
    try (WriteSession session = crew.startWriting(Map.of("c", List.of(nowhere)), Set.of())) {
      assertEquals(Level.FULL, session.settle(Crew.PATIENT).level());
    }
    assertEquals(Set.of(), crew.debts.of("c"));
  }

  @Test
  void oneThatComesBackWithoutTheVaultIsNotWrittenTo() throws Exception {
    Crew crew = new Crew(THREE, "a", "b", "c");
    try (WriteSession session = crew.startWriting()) {
      crew.put(bytes(100, 1));
      crew.store("b").inject(PUTS, Times.only(1), new Fault.Fails(Kind.UNAVAILABLE));
      crew.put(bytes(100, 2));
      crew.awaitDropped("b");
      crew.memory("b").delete(crew.memory("b").names(), Purpose.REPAIR);
      long puts = crew.store("b").count(PUTS);
      crew.awaitCalls("b", Calls.to(Operation.STAT).purpose(Purpose.PROBE), 2);
      assertEquals(Level.DEGRADED, session.settle(Crew.NO_WAITING).level());
      assertEquals(puts, crew.store("b").count(PUTS));
    }
    assertEquals(List.of(), crew.memory("b").names());
    assertEquals(List.of(), crew.events(VaultEvent.StoreReturned.class));
  }
}

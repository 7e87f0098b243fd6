package io.keepsake.testkit.replicate;

import static io.keepsake.testkit.replicate.Fleet.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.placement.CopyPolicy;
import io.keepsake.core.placement.Verdict.Level;
import io.keepsake.core.replicate.ReplicaSet;
import io.keepsake.core.replicate.WriteSession;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.testkit.storage.Calls;
import io.keepsake.testkit.storage.Fault;
import io.keepsake.testkit.storage.Gate;
import io.keepsake.testkit.storage.Operation;
import io.keepsake.testkit.storage.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A store that does not answer, or answers late, holds up nobody and is whole in the end. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SlowStoreTest {

  private static final Calls PUTS = Calls.to(Operation.PUT);
  private static final CopyPolicy THREE = new CopyPolicy(3, 2, 0);

  @Test
  void itLagsByTwoOwesTheRestAndIsWholeOnceItAnswers() throws Exception {
    Crew crew = new Crew(THREE, "a", "b", "c");
    Gate gate = new Gate();
    crew.store("c").inject(PUTS.purpose(Purpose.BACKUP), Times.always(), new Fault.Waits(gate));
    List<WatchedContent> contents = new ArrayList<>();
    List<ObjectName> names = new ArrayList<>();
    try (WriteSession session = crew.startWriting()) {
      for (int i = 0; i < 6; i++) {
        contents.add(new WatchedContent(bytes(1_000, i)));
        names.add(crew.put(contents.get(i)));
      }
      assertEquals(2, crew.store("c").count(PUTS), "more than two on their way");
      assertEquals(Set.copyOf(names.subList(2, 6)), crew.debts.of("c"));
      assertEquals(
          List.of(0, 0, 1, 1, 1, 1), contents.stream().map(WatchedContent::releases).toList());
      assertEquals(Level.DEGRADED, session.settle(Crew.NO_WAITING).level());
      assertEquals(4, session.owed().get("c").objects());
      gate.open();
      assertEquals(Level.FULL, session.settle(Crew.PATIENT).level());
      assertEquals(Map.of(), session.owed());
    }
    assertEquals(crew.contents("a"), crew.contents("c"));
    assertEquals(Set.of(), crew.debts.of("c"));
    assertEquals(List.of(), crew.events(VaultEvent.StoreDropped.class), "slow is not failed");
    for (WatchedContent content : contents) {
      assertEquals(1, content.releases());
      assertFalse(content.wasReadLate(), "bytes were read after they were given back");
    }
  }

  @Test
  void closingGivesUpWhatLagsAndItIsOwed() throws Exception {
    Crew crew = new Crew(THREE, "a", "b", "c");
    Gate gate = new Gate();
    crew.store("c").inject(PUTS, Times.always(), new Fault.Waits(gate));
    WatchedContent content = new WatchedContent(bytes(1_000, 1));
    ObjectName name;
    try (WriteSession session = crew.startWriting()) {
      name = crew.put(content);
      assertEquals(Set.of("a", "b"), session.complete());
      assertEquals(0, content.releases());
    }
    assertEquals(1, content.releases());
    assertEquals(Set.of(name), crew.debts.of("c"));
    assertEquals(0, crew.callsUnderWay());
  }

  @Test
  void moreSlowStoresThanMayLagStillHoldUpNobody() throws Exception {
    Crew crew = new Crew(new CopyPolicy(5, 2, 0), "a", "b", "c", "d", "e");
    try (WriteSession session = crew.startWriting()) {
      for (int round = 0; round < 2; round++) {
        Gate gate = new Gate();
        for (String id : List.of("c", "d", "e")) {
          crew.store(id).heal();
          crew.store(id)
              .inject(PUTS.purpose(Purpose.BACKUP), Times.always(), new Fault.Waits(gate));
        }
        List<WatchedContent> contents = putAtOnce(crew, 8, round * 100L);
        Await.until(
            "no more are held for slow stores than may",
            () -> held(contents) <= ReplicaSet.MOST_DETACHED);
        assertTrue(held(contents) > 0, "nothing waits: permits for slow stores were lost");
        gate.open();
        assertEquals(Level.FULL, session.settle(Crew.PATIENT).level());
        for (WatchedContent content : contents) {
          assertEquals(1, content.releases());
          assertFalse(content.wasReadLate());
        }
      }
    }
    for (String id : List.of("b", "c", "d", "e")) {
      assertEquals(crew.contents("a"), crew.contents(id));
    }
    assertEquals(0, crew.callsUnderWay());
  }

  private static long held(List<WatchedContent> contents) {
    return contents.stream().filter(content -> content.releases() == 0).count();
  }

  private static List<WatchedContent> putAtOnce(Crew crew, int number, long seed) throws Exception {
    List<WatchedContent> contents = new ArrayList<>();
    List<Future<ObjectName>> puts = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < number; i++) {
        WatchedContent content = new WatchedContent(bytes(500, seed + i));
        contents.add(content);
        puts.add(threads.submit(() -> crew.put(content)));
      }
    }
    for (Future<ObjectName> put : puts) {
      put.get();
    }
    return contents;
  }

  @Test
  void oneThatIsNeededForTheMinimumIsWaitedFor() throws Exception {
    Crew crew = new Crew(THREE, "a", "b", "c");
    Gate gate = new Gate();
    crew.store("c").inject(PUTS, Times.always(), new Fault.Waits(gate));
    crew.put(bytes(100, 1));
    crew.put(bytes(100, 2));
    crew.store("b").inject(PUTS, Times.always(), new Fault.Fails(Kind.DENIED));
    FutureTask<ObjectName> needy = new FutureTask<>(() -> crew.put(bytes(100, 3)));
    Thread.ofVirtual().start(needy);
    crew.awaitDropped("b");
    gate.open();
    ObjectName name = needy.get();
    assertTrue(crew.has("a", name));
    assertTrue(crew.has("c", name));
  }

  @Test
  void oneThatIgnoresInterruptsHoldsFewBytes() throws Exception {
    Crew crew = new Crew(THREE, "a", "b", "c");
    Gate gate = new Gate();
    crew.stubborn("c").hang(gate);
    List<WatchedContent> contents = new ArrayList<>();
    try (WriteSession session = crew.startWriting()) {
      for (int round = 0; round < 3; round++) {
        contents.addAll(putAtOnce(crew, 2, round * 100L));
      }
      assertTrue(held(contents) <= ReplicaSet.MOST_DETACHED, held(contents) + " are held");
      gate.open();
      assertEquals(Level.FULL, session.settle(Crew.PATIENT).level());
    }
    contents.forEach(content -> assertEquals(1, content.releases()));
  }
}

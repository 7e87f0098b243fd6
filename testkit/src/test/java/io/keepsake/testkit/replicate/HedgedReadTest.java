package io.keepsake.testkit.replicate;

import static io.keepsake.testkit.replicate.Fleet.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.failover.Hedging;
import io.keepsake.core.replicate.ContentCheck;
import io.keepsake.core.replicate.ReplicaSet;
import io.keepsake.core.replicate.ReplicationException;
import io.keepsake.core.spi.storage.ObjectContent;
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
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Reads that are made at a second store when the first takes long. The stores share their faults:
 * the first call that comes, to whichever store, is the one that hangs.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HedgedReadTest {

  private static final Calls GETS = Calls.to(Operation.GET);
  private static final byte[] CONTENT = bytes(100, 1);

  private final FaultyStore one = new FaultyStore(new MemoryStore("one"));
  private final FaultyStore two = one.again(new MemoryStore("two"));
  private final List<VaultEvent> events = new CopyOnWriteArrayList<>();
  private final ReplicaSet plain =
      new ReplicaSet(List.<ObjectStore>of(one, two), 2, VaultListener.NONE);
  private final ReplicaSet set = plain.hedged(new Hedging(Duration.ofMillis(20)), events::add);
  private final Gate gate = new Gate();
  private ObjectName name = new ObjectName("none");

  @BeforeEach
  void store() throws Exception {
    name = Fleet.nameOf(CONTENT);
    plain.put(name, ObjectContent.of(CONTENT), Purpose.BACKUP);
  }

  private byte[] read() throws IOException {
    return set.read(name, Purpose.RESTORE, ContentCheck.NAMED_BY_HASH);
  }

  private void inject(Times times, Fault fault) {
    one.inject(GETS, times, fault);
  }

  @Test
  void aReadThatHangsIsMadeElsewhere() throws Exception {
    inject(Times.only(1), new Fault.Waits(gate)); // which nobody opens
    assertArrayEquals(CONTENT, read());
    assertEquals(2, one.count(GETS));
    assertEquals(List.of(), events);
  }

  @Test
  void aQuickOneIsMadeOnce() throws Exception {
    ReplicaSet patient = plain.hedged(new Hedging(Duration.ofMinutes(1)), events::add);
    for (int i = 1; i <= 20; i++) {
      patient.read(name, Purpose.RESTORE, ContentCheck.NAMED_BY_HASH);
      assertEquals(i, one.count(GETS));
    }
  }

  @Test
  void whereAllStoresAreSlowFewReadsAreMadeTwice() throws Exception {
    inject(Times.always(), new Fault.Delays(Duration.ofMillis(50)));
    for (int i = 0; i < 40; i++) {
      assertArrayEquals(CONTENT, read());
    }
    long twice = one.count(GETS) - 40;
    assertTrue(twice <= 4 + 40 / 20, twice + " reads of 40 were made twice");
  }

  @Test
  void theFirstStillCountsWhenTheSecondFails() throws Exception {
    inject(Times.only(1), new Fault.Waits(gate));
    inject(Times.only(2), new Fault.Tells(gate::open));
    inject(Times.only(2), new Fault.Fails(Kind.UNAVAILABLE));
    assertArrayEquals(CONTENT, read());
    assertEquals(2, one.count(GETS));
  }

  @Test
  void whatFailsQuicklyIsReadFromTheNextAndFromNobodyTwice() throws Exception {
    inject(Times.only(1), new Fault.Fails(Kind.UNAVAILABLE));
    assertArrayEquals(CONTENT, read());
    assertEquals(2, one.count(GETS));
  }

  @Test
  void ifBothFailForNowTheyAreAskedAgain() throws Exception {
    inject(Times.only(1), new Fault.Waits(gate));
    inject(Times.only(2), new Fault.Tells(gate::open));
    inject(Times.first(2), new Fault.Fails(Kind.UNAVAILABLE));
    assertArrayEquals(CONTENT, read());
    assertEquals(3, one.count(GETS));
    assertEquals(2, events.stream().filter(VaultEvent.ReadFailedOver.class::isInstance).count());
  }

  @Test
  void ifBothFailForGoodTheReasonsAreTold() {
    inject(Times.only(1), new Fault.Waits(gate));
    inject(Times.only(2), new Fault.Tells(gate::open));
    inject(Times.always(), new Fault.Fails(Kind.DENIED));
    ReplicationException failure = assertThrows(ReplicationException.class, this::read);
    assertEquals(2, failure.failures().size());
  }

  @Test
  void aStoreThatWasGivenUpIsAskedAgainLater() throws Exception {
    Fleet fleet = new Fleet(2, 1);
    ObjectName object = fleet.put(CONTENT);
    ReplicaSet hedged = fleet.set.hedged(new Hedging(Duration.ofMillis(20)), VaultListener.NONE);
    fleet.stores.getFirst().inject(GETS, Times.only(1), new Fault.Waits(gate));
    for (int i = 0; i < 100; i++) {
      hedged.read(object, Purpose.RESTORE, ContentCheck.NAMED_BY_HASH);
    }
    assertTrue(fleet.stores.getFirst().count(GETS) > 1);
  }

  @Test
  void anInterruptEndsBoth() throws Exception {
    inject(Times.always(), new Fault.Waits(gate));
    CompletableFuture<Boolean> flagged = new CompletableFuture<>();
    Thread reader =
        Thread.startVirtualThread(
            () -> {
              assertThrows(InterruptedIOException.class, this::read);
              flagged.complete(Thread.currentThread().isInterrupted());
            });
    gate.awaitArrivals(2);
    reader.interrupt();
    assertTrue(flagged.get());
  }
}

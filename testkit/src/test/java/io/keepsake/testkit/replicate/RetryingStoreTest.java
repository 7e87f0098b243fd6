package io.keepsake.testkit.replicate;

import static io.keepsake.testkit.replicate.Fleet.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import io.keepsake.core.store.RetryPolicy;
import io.keepsake.core.store.RetryingStore;
import io.keepsake.testkit.storage.Calls;
import io.keepsake.testkit.storage.Fault;
import io.keepsake.testkit.storage.FaultyStore;
import io.keepsake.testkit.storage.MemoryStore;
import io.keepsake.testkit.storage.MemoryStoreProvider;
import io.keepsake.testkit.storage.ObjectStoreContract;
import io.keepsake.testkit.storage.Operation;
import io.keepsake.testkit.storage.Times;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Retries keep the whole contract, and their budget. */
final class RetryingStoreTest extends ObjectStoreContract {

  private static final ObjectName NAME = new ObjectName("packs/a");
  private static final RetryPolicy POLICY =
      new RetryPolicy(4, Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofMinutes(1));

  private final ManualTiming timing = new ManualTiming();
  private final FaultyStore faulty = new FaultyStore(new MemoryStore("mem"));
  private final ObjectStore store =
      new RetryingStore(faulty, POLICY, timing, new SplittableRandom(7));

  @Override
  protected ObjectStore open(String place) {
    return new RetryingStore(MemoryStoreProvider.open("memory", place), RetryPolicy.STANDARD);
  }

  @ParameterizedTest
  @CsvSource({"THROTTLED,4", "UNAVAILABLE,4", "TIMEOUT,4", "CORRUPT,2", "DENIED,1", "QUOTA,1"})
  void triesAsOftenAsTheKindAllows(Kind kind, int tries) {
    faulty.inject(Calls.all(), Times.always(), new Fault.Fails(kind));
    StoreException failure = assertThrows(StoreException.class, this::put);
    assertEquals(kind, failure.kind());
    assertEquals(tries, faulty.count(Calls.to(Operation.PUT)));
    assertEquals(tries - 1, timing.pauses.size());
  }

  @Test
  void passesWhenThePassingFaultIsOver() throws Exception {
    faulty.inject(Calls.all(), Times.first(3), new Fault.Fails(Kind.THROTTLED));
    put();
    assertEquals(100, store.stat(NAME, Purpose.VERIFY).orElseThrow().length());
  }

  @Test
  void pausesStayBelowABoundThatDoubles() {
    faulty.inject(Calls.all(), Times.always(), new Fault.Fails(Kind.TIMEOUT));
    for (int i = 0; i < 50; i++) {
      assertThrows(StoreException.class, this::put);
    }
    Duration[] bounds = {Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3)};
    for (int i = 0; i < timing.pauses.size(); i++) {
      assertTrue(timing.pauses.get(i).compareTo(bounds[i % 3]) < 0, "pause " + i);
    }
    assertTrue(timing.pauses.stream().distinct().count() > 100, "no jitter");
  }

  @Test
  void noTryBeginsAfterTheDeadline() {
    RetryPolicy hasty =
        new RetryPolicy(
            1_000, Duration.ofSeconds(1), Duration.ofSeconds(8), Duration.ofSeconds(20));
    ObjectStore retrying = new RetryingStore(faulty, hasty, timing, new SplittableRandom(7));
    faulty.inject(Calls.all(), Times.always(), new Fault.Fails(Kind.UNAVAILABLE));
    assertThrows(StoreException.class, () -> retrying.usage(Purpose.PROBE));
    assertTrue(timing.nanos() <= Duration.ofSeconds(20).toNanos(), "went on for too long");
    assertTrue(timing.nanos() >= Duration.ofSeconds(10).toNanos(), "gave up early");
  }

  @Test
  void aStreamThatBreaksOffGoesOnWhereItWas() throws Exception {
    put();
    faulty.inject(
        Calls.to(Operation.GET), Times.first(3), new Fault.BreaksOff(30, Kind.UNAVAILABLE));
    try (InputStream in = store.get(NAME, new ByteRange(5, 90), Purpose.RESTORE)) {
      assertArrayEquals(Arrays.copyOfRange(bytes(100, 1), 5, 95), in.readNBytes(200));
    }
    assertEquals(3, faulty.count(Calls.to(Operation.GET)));
  }

  @Test
  void aStreamThatBreaksOffAtItsEndIsWhole() throws Exception {
    put();
    faulty.inject(
        Calls.to(Operation.GET), Times.first(1), new Fault.BreaksOff(100, Kind.UNAVAILABLE));
    try (InputStream in = store.get(NAME, ByteRange.ALL, Purpose.RESTORE)) {
      assertArrayEquals(bytes(100, 1), in.readNBytes(200));
    }
  }

  @Test
  void aWholeReadBeginsAgain() throws Exception {
    put();
    faulty.inject(
        Calls.to(Operation.GET), Times.first(2), new Fault.BreaksOff(30, Kind.UNAVAILABLE));
    try (InputStream in = store.get(NAME, ByteRange.ALL, Purpose.RESTORE)) {
      assertArrayEquals(bytes(100, 1), in.readAllBytes());
    }
  }

  @Test
  void anInterruptEndsThePause() {
    faulty.inject(Calls.all(), Times.always(), new Fault.Fails(Kind.UNAVAILABLE));
    timing.interrupting = true;
    StoreException failure = assertThrows(StoreException.class, this::put);
    assertTrue(Thread.interrupted(), "the interrupt flag was lost");
    assertEquals(Kind.INTERRUPTED, failure.kind());
  }

  private void put() throws StoreException {
    store.put(NAME, ObjectContent.of(bytes(100, 1)), PutCondition.ANY, Purpose.BACKUP);
  }
}

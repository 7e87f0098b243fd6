package io.keepsake.testkit.storage;

import static io.keepsake.testkit.storage.StoreCases.bytes;
import static io.keepsake.testkit.storage.StoreCases.name;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads at once. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public interface ConcurrencyCases extends StoreCases {

  /** Of sixteen racing conditional puts, exactly one succeeds, and its bytes are what is there. */
  @Test
  default void ofRacingPutsOneSucceeds() throws Exception {
    assumeTrue(
        store().capabilities().contains(Capability.CONDITIONAL_PUT),
        "SKIPPED: this store does not claim CONDITIONAL_PUT");
    for (int round = 0; round < 5; round++) {
      String name = "packs/" + round;
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Boolean>> racers = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 16; i++) {
          byte[] bytes = bytes(10_000 + i, i);
          racers.add(threads.submit(() -> race(start, name, bytes)));
        }
        start.countDown();
      }
      List<Integer> winners = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        if (racers.get(i).get()) {
          winners.add(i);
        }
      }
      assertEquals(1, winners.size(), () -> "winners: " + winners);
      int winner = winners.getFirst();
      assertArrayEquals(bytes(10_000 + winner, winner), read(name));
    }
  }

  private boolean race(CountDownLatch start, String name, byte[] bytes) throws Exception {
    start.await();
    try {
      put(name, bytes, PutCondition.IF_ABSENT);
      return true;
    } catch (StoreException e) {
      assertEquals(Kind.ALREADY_EXISTS, e.kind(), e::toString);
      return false;
    }
  }

  /** While an object is on its way, nothing of it is seen; afterwards, all of it. */
  @Test
  default void anObjectBecomesVisibleWhole() throws Exception {
    byte[] bytes = bytes(8 << 20, 1);
    Gate gate = new Gate();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> put = threads.submit(() -> putSlowly("packs/a", bytes, gate));
      try {
        gate.awaitArrivals(1);
        assertEquals(Optional.empty(), length("packs/a"));
        assertFails(Kind.NOT_FOUND, () -> read("packs/a"));
        assertEquals(List.of(), list(""));
      } finally {
        gate.open();
      }
      while (!put.isDone()) {
        Optional<Long> length = length("packs/a");
        assertTrue(length.isEmpty() || length.get() == bytes.length, () -> "seen: " + length);
        assertTrue(list("").size() <= 1, "something else is listed");
      }
      put.get();
    }
    assertArrayEquals(bytes, read("packs/a"));
  }

  /** While an object is replaced over and over, each reader gets one of the two, whole. */
  @Test
  default void aReplacedObjectIsTheOldOrTheNew() throws Exception {
    byte[] one = bytes(300_000, 1);
    byte[] two = bytes(500_000, 2);
    put("a", one);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> writer =
          threads.submit(
              () -> {
                for (int i = 0; i < 10; i++) {
                  put("a", i % 2 == 0 ? two : one);
                }
                return true;
              });
      do {
        byte[] seen = read("a");
        assertTrue(
            Arrays.equals(one, seen) || Arrays.equals(two, seen),
            () -> "neither of the two, with " + seen.length + " bytes");
      } while (!writer.isDone());
      writer.get();
    }
    assertArrayEquals(one, read("a"));
  }

  /** Many threads put, get and list different objects. */
  @Test
  default void manyThreadsWorkSideBySide() throws Exception {
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 32; i++) {
        String name = "packs/%02x/%d".formatted(i % 5, i);
        byte[] bytes = bytes(50_000 + i, i);
        all.add(threads.submit(() -> putAndRead(name, bytes)));
      }
    }
    for (Future<?> each : all) {
      each.get();
    }
    assertEquals(32, list("packs/", 5).size());
  }

  private boolean putAndRead(String name, byte[] bytes) throws IOException {
    put(name, bytes, PutCondition.IF_ABSENT);
    assertArrayEquals(bytes, read(name));
    assertTrue(list(name).contains(name), name);
    return true;
  }

  /** A put that is interrupted ends soon, with the flag set, and leaves nothing. */
  @Test
  default void anInterruptEndsAPut() throws Exception {
    Gate gate = new Gate();
    byte[] bytes = bytes(8 << 20, 1);
    Thread[] putter = new Thread[1];
    CountDownLatch running = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> flag =
          threads.submit(
              () -> {
                putter[0] = Thread.currentThread();
                running.countDown();
                assertFails(Kind.INTERRUPTED, () -> putSlowly("packs/a", bytes, gate));
                return Thread.currentThread().isInterrupted();
              });
      running.await();
      gate.awaitArrivals(1);
      putter[0].interrupt();
      assertTrue(flag.get(), "the interrupt flag was lost");
    } finally {
      gate.open();
    }
    assertEquals(Optional.empty(), length("packs/a"));
  }

  /** A thread that is interrupted already gets nothing done. */
  @Test
  default void anInterruptedThreadGetsNothingDone() throws Exception {
    put("a", bytes(10, 1));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads
          .submit(
              () -> {
                Thread.currentThread().interrupt();
                assertFails(Kind.INTERRUPTED, () -> put("b", bytes(10, 1)));
                assertFails(Kind.INTERRUPTED, () -> read("a"));
                assertFails(Kind.INTERRUPTED, () -> length("a"));
                assertFails(Kind.INTERRUPTED, () -> list(""));
                assertFails(
                    Kind.INTERRUPTED, () -> store().delete(List.of(name("a")), Purpose.PRUNE));
                assertTrue(Thread.currentThread().isInterrupted(), "the flag was lost");
                return true;
              })
          .get();
    }
    assertEquals(List.of("a"), list(""));
  }

  /** Stores bytes that pause half-way until the gate opens. */
  private boolean putSlowly(String name, byte[] bytes, Gate gate) throws StoreException {
    ObjectContent content = new StreamContent(bytes, gate);
    store().put(name(name), content, PutCondition.IF_ABSENT, Purpose.BACKUP);
    return true;
  }
}

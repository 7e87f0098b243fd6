package io.keepsake.testkit.storage;

import static io.keepsake.testkit.storage.StoreCases.bytes;
import static io.keepsake.testkit.storage.StoreCases.name;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sixteen threads at one object, and listings while others write. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public interface RaceCases extends StoreCases {

  /** What one of several racers does. */
  @FunctionalInterface
  interface Racer {
    /** Runs as the racer of that number, from 0. */
    void run(int number) throws Exception;
  }

  /** Conditional puts on a name that is taken all fail, and leave it alone. */
  @Test
  default void ofRacingPutsOnATakenNameNoneSucceeds() throws Exception {
    put("packs/taken", bytes(500, 1), PutCondition.IF_ABSENT);
    race(
        16,
        i ->
            assertFails(
                Kind.ALREADY_EXISTS,
                () -> put("packs/taken", bytes(600 + i, i), PutCondition.IF_ABSENT)));
    assertArrayEquals(bytes(500, 1), read("packs/taken"));
  }

  /** Unconditional puts all succeed, and one of them is what is there, whole. */
  @Test
  default void ofRacingReplacementsOneStays() throws Exception {
    race(16, i -> put("packs/a", bytes(20_000 + i, i)));
    byte[] seen = read("packs/a");
    assertTrue(
        IntStream.range(0, 16).anyMatch(i -> Arrays.equals(bytes(20_000 + i, i), seen)),
        () -> "none of what was put, with " + seen.length + " bytes");
  }

  /** An object that many delete at once is gone, and nobody is told an error. */
  @Test
  default void racingDeletesAllSucceed() throws Exception {
    put("packs/a", bytes(10, 1));
    put("packs/b", bytes(10, 2));
    race(16, i -> store().delete(List.of(name("packs/a")), Purpose.PRUNE));
    assertEquals(List.of("packs/b"), list(""));
  }

  /** Many ranges of one object at once. */
  @Test
  default void manyReadRangesOfOneObject() throws Exception {
    byte[] bytes = bytes(4 << 20, 3);
    put("packs/a", bytes);
    race(
        16,
        i -> {
          int from = i * (256 << 10) + i;
          assertArrayEquals(
              Arrays.copyOfRange(bytes, from, from + 100_000),
              read("packs/a", new ByteRange(from, 100_000)));
        });
  }

  /** Streams that are open keep no other call waiting. */
  @Test
  default void manyOpenStreamsLeaveRoomForMore() throws IOException {
    byte[] bytes = bytes(1 << 20, 4);
    put("packs/a", bytes);
    List<InputStream> open = new ArrayList<>();
    try {
      for (int i = 0; i < 32; i++) {
        InputStream in = store().get(name("packs/a"), ByteRange.ALL, Purpose.RESTORE);
        open.add(in);
        assertEquals(bytes[0] & 0xff, in.read());
      }
      assertEquals(Optional.of(1L << 20), length("packs/a"));
      put("packs/b", bytes(10, 1));
      assertEquals(List.of("packs/a", "packs/b"), list(""));
      for (InputStream in : open) {
        assertArrayEquals(Arrays.copyOfRange(bytes, 1, 1_000), in.readNBytes(999));
      }
    } finally {
      for (InputStream in : open) {
        in.close();
      }
    }
  }

  /** Listings while others write show what was there before, once, in order. */
  @Test
  default void listingWhileWritingLosesNothing() throws Exception {
    List<String> before = names(20, "%02d/old");
    for (String name : before) {
      put(name, bytes(3, 1));
    }
    List<String> fresh = names(40, "%02d/new");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> writer = threads.submit(() -> putAll(fresh));
      do {
        List<String> seen = list("packs/", 7);
        assertEquals(
            seen.stream().map(StoreCases::name).sorted().toList(),
            seen.stream().map(StoreCases::name).toList());
        assertEquals(seen.size(), new HashSet<>(seen).size(), () -> "shown twice: " + seen);
        assertTrue(seen.containsAll(before), () -> "lost in " + seen);
      } while (!writer.isDone());
      writer.get();
    }
    assertEquals(60, list("packs/", 7).size());
  }

  /** Listings while others delete show what stays, once. */
  @Test
  default void listingWhileDeletingLosesNothing() throws Exception {
    List<String> staying = names(20, "%02d/stays");
    List<String> going = names(20, "%02d/goes");
    putAll(staying);
    putAll(going);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> deleter = threads.submit(() -> deleteEach(going));
      do {
        List<String> seen = list("packs/", 3);
        assertTrue(seen.containsAll(staying), () -> "lost in " + seen);
        assertEquals(seen.size(), new HashSet<>(seen).size(), () -> "shown twice: " + seen);
      } while (!deleter.isDone());
      deleter.get();
    }
    assertEquals(staying, list("packs/", 3));
  }

  /** Runs racers together and rethrows what failed first. */
  private static void race(int count, Racer racer) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    List<Future<?>> racers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        int number = i;
        racers.add(
            threads.submit(
                () -> {
                  start.await();
                  racer.run(number);
                  return true;
                }));
      }
      start.countDown();
    }
    for (Future<?> each : racers) {
      each.get();
    }
  }

  private boolean putAll(List<String> names) throws IOException {
    for (String name : names) {
      put(name, bytes(3, 2), PutCondition.IF_ABSENT);
    }
    return true;
  }

  private boolean deleteEach(List<String> names) throws IOException {
    for (String name : names) {
      store().delete(List.of(name(name)), Purpose.PRUNE);
    }
    return true;
  }

  private static List<String> names(int count, String pattern) {
    return IntStream.range(0, count).mapToObj(i -> "packs/" + pattern.formatted(i)).toList();
  }
}

package io.keepsake.testkit.storage;

import static io.keepsake.testkit.storage.StoreCases.bytes;
import static io.keepsake.testkit.storage.StoreCases.name;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Interrupts and closing while a store is in use. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public interface EndingCases extends StoreCases {

  /** A reader that is interrupted gets no more bytes, and keeps the flag. */
  @Test
  default void anInterruptEndsReading() throws Exception {
    put("a", bytes(16 << 20, 1));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> flag =
          threads.submit(
              () -> {
                try (InputStream in = store().get(name("a"), ByteRange.ALL, Purpose.RESTORE)) {
                  assertEquals(10, in.readNBytes(10).length);
                  Thread.currentThread().interrupt();
                  assertFails(
                      Kind.INTERRUPTED,
                      () -> assertEquals((16 << 20) - 10, in.readAllBytes().length));
                }
                return Thread.currentThread().isInterrupted();
              });
      assertTrue(flag.get(), "the interrupt flag was lost");
    }
  }

  /** A store whose user was interrupted serves the others as before. */
  @Test
  default void anInterruptHarmsNobodyElse() throws Exception {
    byte[] bytes = bytes(2 << 20, 1);
    put("a", bytes);
    try (InputStream mine = store().get(name("a"), ByteRange.ALL, Purpose.RESTORE)) {
      assertEquals(10, mine.readNBytes(10).length);
      anInterruptedRead();
      assertEquals((2 << 20) - 10, mine.readAllBytes().length);
    }
    assertArrayEquals(bytes, read("a"));
  }

  private void anInterruptedRead() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads
          .submit(
              () -> {
                Thread.currentThread().interrupt();
                return assertFails(Kind.INTERRUPTED, () -> read("a"));
              })
          .get();
    }
  }

  /** Closing while an object is on its way ends the put, and nothing is there. */
  @Test
  default void closingEndsAPut() throws Exception {
    ObjectStore closing = another();
    Gate gate = new Gate();
    StreamContent content = new StreamContent(bytes(8 << 20, 1), gate);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> put =
          threads.submit(
              () ->
                  assertFails(
                      Kind.UNAVAILABLE,
                      () ->
                          closing.put(
                              name("packs/a"), content, PutCondition.IF_ABSENT, Purpose.BACKUP)));
      try {
        gate.awaitArrivals(1);
        closing.close();
      } finally {
        gate.open();
      }
      put.get();
    }
    assertEquals(Optional.empty(), length("packs/a"));
  }

  /** A closed store takes and lists nothing. */
  @Test
  default void aClosedStoreTakesNothing() throws IOException {
    ObjectStore closed = another();
    closed.close();
    assertFails(
        Kind.UNAVAILABLE,
        () ->
            closed.put(
                name("packs/a"), new GeneratedContent(10, 1), PutCondition.ANY, Purpose.BACKUP));
    assertFails(Kind.UNAVAILABLE, () -> closed.list("", Optional.empty(), 10, Purpose.VERIFY));
    assertEquals(Optional.empty(), length("packs/a"));
  }

  /** A closed store still tells who it was, for messages. */
  @Test
  default void aClosedStoreKeepsItsName() {
    ObjectStore closed = another();
    String id = closed.id();
    String location = closed.location();
    closed.close();
    assertEquals(id, closed.id());
    assertEquals(location, closed.location());
  }
}

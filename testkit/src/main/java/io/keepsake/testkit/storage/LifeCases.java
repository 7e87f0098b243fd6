package io.keepsake.testkit.storage;

import static io.keepsake.testkit.storage.StoreCases.bytes;
import static io.keepsake.testkit.storage.StoreCases.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreUsage;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Identity, usage, errors and closing. */
public interface LifeCases extends StoreCases {

  /** What must not appear in any message: passwords, keys and tokens the store was opened with. */
  default Set<String> secrets() {
    return Set.of();
  }

  /** Each store has an id and a place to show. */
  @Test
  default void tellsItsIdAndPlace() {
    assertTrue(store().id().matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}"), store().id());
    assertFalse(store().location().isBlank(), "no location");
    assertNoSecret(store().location());
    assertNoSecret(store().toString());
  }

  /** Usage tells what the capabilities promise. */
  @Test
  default void tellsTheUsageItPromises() throws StoreException {
    put("a", bytes(1_000, 1));
    StoreUsage usage = store().usage(Purpose.PROBE);
    Set<Capability> can = store().capabilities();
    assertEquals(can.contains(Capability.USAGE), usage.usedBytes().isPresent());
    assertTrue(usage.usedBytes().orElse(1_000) >= 1_000, () -> "uses " + usage.usedBytes());
    if (can.contains(Capability.QUOTA)) {
      assertTrue(usage.availableBytes().orElseThrow() >= 0, "less than nothing is available");
    }
  }

  /** A store that claims locks has them; {@link RetentionLockContract} tries them. */
  @Test
  default void hasTheLocksItPromises() {
    boolean claimed = store().capabilities().contains(Capability.RETENTION_LOCK);
    assertTrue(!claimed || store().locks().isPresent(), "claims locks and has none");
  }

  /** A failure names the store and the object in one sentence, and no secret. */
  @Test
  default void errorsNameStoreAndObject() throws StoreException {
    put("packs/taken", bytes(1, 1), PutCondition.IF_ABSENT);
    List<StoreException> failures =
        List.of(
            assertFails(Kind.NOT_FOUND, () -> read("packs/none")),
            assertFails(
                Kind.ALREADY_EXISTS, () -> put("packs/taken", bytes(1, 1), PutCondition.IF_ABSENT)),
            assertFails(Kind.INVALID, () -> read("packs/taken", new ByteRange(7, 7))));
    for (StoreException failure : failures) {
      String message = String.valueOf(failure.getMessage());
      assertEquals(store().id(), failure.storeId());
      assertTrue(message.contains("packs/"), () -> "which object? " + message);
      assertFalse(message.contains("\n"), () -> "not one sentence: " + message);
      for (Throwable each = failure; each != null; each = each.getCause()) {
        assertNoSecret(each.toString());
      }
    }
  }

  /** Closing again does nothing. */
  @Test
  default void closesTwice() {
    ObjectStore closing = another();
    closing.close();
    closing.close();
  }

  /** A closed store answers nothing any more; others on the same place do. */
  @Test
  default void aClosedStoreIsUnavailable() throws IOException {
    put("a", bytes(1, 1));
    ObjectStore closed = another();
    closed.close();
    assertFails(Kind.UNAVAILABLE, () -> closed.stat(name("a"), Purpose.VERIFY));
    assertFails(Kind.UNAVAILABLE, () -> closed.usage(Purpose.PROBE));
    assertFails(Kind.UNAVAILABLE, () -> closed.delete(List.of(name("a")), Purpose.PRUNE));
    assertFails(
        Kind.UNAVAILABLE, () -> closed.get(name("a"), ByteRange.ALL, Purpose.RESTORE).close());
    assertEquals(1, read("a").length);
  }

  /** Closing while an object is read ends the reading. */
  @Test
  default void closingEndsReading() throws IOException {
    put("a", bytes(8 << 20, 1));
    ObjectStore closing = another();
    try (InputStream in = closing.get(name("a"), ByteRange.ALL, Purpose.RESTORE)) {
      assertEquals(10, in.readNBytes(10).length);
      closing.close();
      assertFails(Kind.UNAVAILABLE, () -> assertEquals((8 << 20) - 10, in.readAllBytes().length));
    }
  }

  private void assertNoSecret(String text) {
    for (String secret : secrets()) {
      assertFalse(text.contains(secret), "a secret shows in a text for people");
    }
  }
}

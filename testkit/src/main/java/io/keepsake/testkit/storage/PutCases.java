package io.keepsake.testkit.storage;

import static io.keepsake.testkit.storage.StoreCases.bytes;
import static io.keepsake.testkit.storage.StoreCases.name;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is put is what is got; conditions; puts that fail. */
public interface PutCases extends StoreCases {

  /** An object of no bytes. */
  @Test
  default void roundTripsAnEmptyObject() throws IOException {
    assertRoundTrip(0);
  }

  /** An object of one byte. */
  @Test
  default void roundTripsOneByte() throws IOException {
    assertRoundTrip(1);
  }

  /** An object one byte longer than a usual buffer. */
  @Test
  default void roundTripsOneMoreThanABuffer() throws IOException {
    assertRoundTrip((64 << 10) + 1);
  }

  /** An object large enough for uploads in parts. */
  @Test
  default void roundTripsALargeObject() throws IOException {
    assertRoundTrip(8 << 20);
  }

  /** Content that is a stream and not in memory. */
  @Test
  default void roundTripsAStream() throws IOException {
    byte[] bytes = bytes((2 << 20) + 7, 5);
    store().put(name("a"), new StreamContent(bytes), PutCondition.IF_ABSENT, Purpose.BACKUP);
    assertArrayEquals(bytes, read("a"));
  }

  /** A buffer is stored from its position to its limit, any number of times. */
  @Test
  default void storesTheRestOfABufferAndLeavesItAlone() throws IOException {
    byte[] bytes = bytes(100, 6);
    ByteBuffer buffer = ByteBuffer.allocateDirect(100).put(bytes).position(10).limit(90);
    ObjectContent content = ObjectContent.of(buffer);
    store().put(name("a"), content, PutCondition.ANY, Purpose.BACKUP);
    store().put(name("b"), content, PutCondition.ANY, Purpose.BACKUP);
    assertArrayEquals(Arrays.copyOfRange(bytes, 10, 90), read("a"));
    assertArrayEquals(Arrays.copyOfRange(bytes, 10, 90), read("b"));
    assertEquals(10, buffer.position());
  }

  /** Under {@code ANY} the new object takes the place of the old, whichever is longer. */
  @Test
  default void anyReplaces() throws IOException {
    put("packs/a", bytes(1_000, 1));
    put("packs/a", bytes(10, 2));
    assertArrayEquals(bytes(10, 2), read("packs/a"));
    assertEquals(Optional.of(10L), length("packs/a"));
    put("packs/a", bytes(2_000, 3));
    assertArrayEquals(bytes(2_000, 3), read("packs/a"));
    assertEquals(List.of("packs/a"), list(""));
  }

  /** Under {@code IF_ABSENT} a taken name is refused, and what is there stays. */
  @Test
  default void ifAbsentRefusesAndLeavesUntouched() throws IOException {
    put("packs/a", bytes(100, 1), PutCondition.IF_ABSENT);
    assertFails(Kind.ALREADY_EXISTS, () -> put("packs/a", bytes(200, 2), PutCondition.IF_ABSENT));
    assertArrayEquals(bytes(100, 1), read("packs/a"));
  }

  /** An empty object takes its name as any other does. */
  @Test
  default void ifAbsentRefusesOverAnEmptyObject() throws IOException {
    put("a", new byte[0], PutCondition.IF_ABSENT);
    assertFails(Kind.ALREADY_EXISTS, () -> put("a", bytes(1, 1), PutCondition.IF_ABSENT));
    assertEquals(Optional.of(0L), length("a"));
  }

  /** A deleted name is free again. */
  @Test
  default void ifAbsentStoresAfterADelete() throws IOException {
    put("a", bytes(1, 1), PutCondition.IF_ABSENT);
    store().delete(List.of(name("a")), Purpose.PRUNE);
    put("a", bytes(2, 2), PutCondition.IF_ABSENT);
    assertArrayEquals(bytes(2, 2), read("a"));
  }

  /** Once a put has returned, everyone sees the object. */
  @Test
  default void anotherStoreOnTheSamePlaceSeesTheObject() throws IOException {
    put("packs/a", bytes(100, 1));
    try (InputStream in = another().get(name("packs/a"), ByteRange.ALL, Purpose.RESTORE)) {
      assertArrayEquals(bytes(100, 1), in.readAllBytes());
    }
  }

  /** A put whose bytes cannot be read to their end leaves nothing. */
  @Test
  default void contentThatBreaksOffLeavesNothing() throws IOException {
    ObjectContent broken = new StreamContent(bytes(3 << 20, 1), 3 << 20, 2 << 20);
    assertThrows(
        StoreException.class,
        () -> store().put(name("packs/a"), broken, PutCondition.IF_ABSENT, Purpose.BACKUP));
    assertNothingAt("packs/a");
  }

  /** A put of fewer bytes than were announced leaves nothing. */
  @Test
  default void contentThatIsTooShortLeavesNothing() throws IOException {
    ObjectContent tooShort = new StreamContent(bytes(999, 1), 1_000, Integer.MAX_VALUE);
    assertThrows(
        StoreException.class,
        () -> store().put(name("packs/a"), tooShort, PutCondition.ANY, Purpose.BACKUP));
    assertNothingAt("packs/a");
  }

  /** When replacing fails, the old object is still there. */
  @Test
  default void aFailedReplacementKeepsTheOldObject() throws IOException {
    put("packs/a", bytes(100, 1));
    ObjectContent broken = new StreamContent(bytes(3 << 20, 2), 3 << 20, 2 << 20);
    assertThrows(
        StoreException.class,
        () -> store().put(name("packs/a"), broken, PutCondition.ANY, Purpose.BACKUP));
    assertArrayEquals(bytes(100, 1), read("packs/a"));
  }

  /** What is not there is told as such. */
  @Test
  default void missingObjectsAreNotFound() throws IOException {
    assertNothingAt("packs/none");
    put("packs/some", bytes(1, 1));
    assertNothingAt("packs/none");
    assertNothingAt("packs");
    assertNothingAt("packs/some/more");
  }

  private void assertRoundTrip(int length) throws IOException {
    byte[] bytes = bytes(length, length);
    put("packs/ab/x", bytes, PutCondition.IF_ABSENT);
    assertArrayEquals(bytes, read("packs/ab/x"));
    ObjectStat stat = store().stat(name("packs/ab/x"), Purpose.VERIFY).orElseThrow();
    assertEquals(name("packs/ab/x"), stat.name());
    assertEquals(length, stat.length());
    if (store().capabilities().contains(Capability.MODIFICATION_TIME)) {
      assertTrue(stat.modified().isPresent(), "a store that claims times has to tell them");
    }
    assertEquals(
        List.of(stat.length()),
        page("", Optional.empty(), 10).objects().stream().map(ObjectStat::length).toList());
  }

  private void assertNothingAt(String name) throws IOException {
    assertEquals(Optional.empty(), length(name));
    assertFails(Kind.NOT_FOUND, () -> read(name));
    assertTrue(list(name).stream().noneMatch(name::equals), "listed although it is not there");
  }
}

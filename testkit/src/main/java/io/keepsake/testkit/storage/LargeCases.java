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
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Objects of 64 MiB, which object services take in parts. */
public interface LargeCases extends StoreCases {

  /** The whole object, and ranges across the edges of usual parts. */
  @Test
  default void roundTripsAnObjectOf64MiB() throws IOException {
    GeneratedContent content = new GeneratedContent((64L << 20) + 1, 7);
    store().put(name("packs/ab/large"), content, PutCondition.IF_ABSENT, Purpose.BACKUP);
    assertEquals(Optional.of(content.length()), length("packs/ab/large"));
    assertMatches(content, 0, Long.MAX_VALUE, content.length());
    for (long edge : new long[] {4L << 20, 5L << 20, 8L << 20, 16L << 20, 32L << 20, 64L << 20}) {
      assertMatches(content, edge - 3, 4, 4);
    }
    assertMatches(content, 64L << 20, Long.MAX_VALUE, 1);
    assertMatches(content, 30L << 20, 5L << 20, 5L << 20);
  }

  /** A condition holds for an object that goes in parts, too. */
  @Test
  default void ifAbsentHoldsFor64MiB() throws IOException {
    put("packs/taken", bytes(100, 1), PutCondition.IF_ABSENT);
    GeneratedContent content = new GeneratedContent((64L << 20) + 1, 8);
    assertFails(
        Kind.ALREADY_EXISTS,
        () -> store().put(name("packs/taken"), content, PutCondition.IF_ABSENT, Purpose.BACKUP));
    assertArrayEquals(bytes(100, 1), read("packs/taken"));
  }

  /** When the bytes of a large object break off, nothing is there, and nothing is listed. */
  @Test
  default void aLargeObjectThatBreaksOffLeavesNothing() throws IOException {
    StreamContent broken = new StreamContent(bytes(40 << 20, 1), 80L << 20, 38 << 20);
    assertFails(
        Kind.INVALID,
        () -> store().put(name("packs/a"), broken, PutCondition.IF_ABSENT, Purpose.BACKUP));
    assertEquals(Optional.empty(), length("packs/a"));
    assertEquals(List.of(), list(""));
  }

  private void assertMatches(GeneratedContent content, long offset, long length, long expected)
      throws IOException {
    ByteRange range = new ByteRange(offset, length);
    try (InputStream in = store().get(name("packs/ab/large"), range, Purpose.RESTORE)) {
      assertTrue(content.matches(in, offset, expected), () -> "differs in " + range);
    }
  }
}

package io.keepsake.testkit.storage;

import static io.keepsake.testkit.storage.StoreCases.bytes;
import static io.keepsake.testkit.storage.StoreCases.name;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Reading parts of objects. */
public interface RangeCases extends StoreCases {

  /** First, last and middle bytes, and all of them by number. */
  @Test
  default void rangesWithinAnObject() throws IOException {
    put("a", bytes(1_000, 1));
    assertRange(0, 1, 0, 1);
    assertRange(999, 1, 999, 1_000);
    assertRange(100, 300, 100, 400);
    assertRange(0, 1_000, 0, 1_000);
  }

  /** A range that ends behind the object's end is cut short. */
  @Test
  default void aRangeThatEndsBehindTheEndIsCutShort() throws IOException {
    put("a", bytes(1_000, 1));
    assertRange(0, 1_001, 0, 1_000);
    assertRange(999, 2, 999, 1_000);
    assertRange(500, 1L << 40, 500, 1_000);
  }

  /** The greatest length means all the rest. */
  @Test
  default void anOpenRangeIsAllTheRest() throws IOException {
    put("a", bytes(1_000, 1));
    assertRange(1, Long.MAX_VALUE, 1, 1_000);
    assertRange(999, Long.MAX_VALUE, 999, 1_000);
  }

  /** A range that begins at the end names no byte. */
  @Test
  default void aRangeThatBeginsAtTheEndIsRefused() throws IOException {
    put("a", bytes(1_000, 1));
    assertFails(Kind.INVALID, () -> read("a", new ByteRange(1_000, 1)));
    assertFails(Kind.INVALID, () -> read("a", new ByteRange(1_000, Long.MAX_VALUE)));
  }

  /** A range that begins behind the end names no byte. */
  @Test
  default void aRangeThatBeginsBehindTheEndIsRefused() throws IOException {
    put("a", bytes(1_000, 1));
    assertFails(Kind.INVALID, () -> read("a", new ByteRange(1_001, 1)));
    assertFails(Kind.INVALID, () -> read("a", new ByteRange(1L << 40, 1)));
  }

  /** An empty object has no byte to name, and is read whole. */
  @Test
  default void aRangeOfAnEmptyObjectIsRefused() throws IOException {
    put("a", new byte[0]);
    assertFails(Kind.INVALID, () -> read("a", new ByteRange(0, 1)));
    assertFails(Kind.INVALID, () -> read("a", new ByteRange(1, Long.MAX_VALUE)));
    assertArrayEquals(new byte[0], read("a"));
  }

  /** Ranges around the sizes of usual buffers. */
  @Test
  default void rangesAtTheEdgesOfBuffers() throws IOException {
    byte[] bytes = bytes(200_000, 2);
    put("b", bytes);
    for (int edge : new int[] {4_096, 8_192, 65_536, 131_072}) {
      assertArrayEquals(
          Arrays.copyOfRange(bytes, edge - 1, edge + 1), read("b", new ByteRange(edge - 1, 2)));
      assertArrayEquals(Arrays.copyOfRange(bytes, 0, edge), read("b", new ByteRange(0, edge)));
      assertArrayEquals(
          Arrays.copyOfRange(bytes, edge, 200_000), read("b", new ByteRange(edge, 1L << 60)));
    }
  }

  /** The largest numbers that a range can hold do not overflow. */
  @Test
  default void aRangeOfTheLargestNumbersIsRefused() throws IOException {
    put("a", bytes(1_000, 1));
    assertFails(Kind.INVALID, () -> read("a", new ByteRange(Long.MAX_VALUE, 1)));
    assertFails(Kind.INVALID, () -> read("a", new ByteRange(Long.MAX_VALUE, Long.MAX_VALUE)));
    assertRange(999, Long.MAX_VALUE - 1, 999, 1_000);
  }

  /** A range of what is not there. */
  @Test
  default void aRangeOfAMissingObjectIsNotFound() {
    assertFails(Kind.NOT_FOUND, () -> read("a", new ByteRange(5, 5)));
  }

  /** Single bytes and skipping read the same as one large read. */
  @Test
  default void readsByteByByteAndSkips() throws IOException {
    byte[] bytes = bytes(1_000, 1);
    put("a", bytes);
    try (InputStream in = store().get(name("a"), new ByteRange(10, 900), Purpose.RESTORE)) {
      assertEquals(bytes[10] & 0xff, in.read());
      in.skipNBytes(499);
      assertEquals(bytes[510] & 0xff, in.read());
      assertEquals(0, in.read(new byte[0]));
      assertArrayEquals(Arrays.copyOfRange(bytes, 511, 910), in.readAllBytes());
      assertEquals(-1, in.read());
      assertEquals(-1, in.read(new byte[5]));
    }
  }

  /** A reader that loses interest closes the stream early. */
  @Test
  default void aStreamClosedEarlyHarmsNothing() throws IOException {
    put("a", bytes(2 << 20, 1));
    for (int i = 0; i < 20; i++) {
      try (InputStream in = store().get(name("a"), ByteRange.ALL, Purpose.RESTORE)) {
        assertEquals(100, in.readNBytes(100).length);
      }
    }
    assertArrayEquals(bytes(2 << 20, 1), read("a"));
  }

  private void assertRange(long offset, long length, int from, int to) throws IOException {
    assertArrayEquals(
        Arrays.copyOfRange(bytes(1_000, 1), from, to), read("a", new ByteRange(offset, length)));
  }
}

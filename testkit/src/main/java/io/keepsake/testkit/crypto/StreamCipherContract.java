package io.keepsake.testkit.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.keepsake.core.spi.crypto.CryptoException;
import io.keepsake.core.spi.crypto.CryptoProvider;
import io.keepsake.core.spi.crypto.CryptoSuite;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.crypto.StreamCipher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The sealed streams of a suite. */
abstract class StreamCipherContract {

  private static final byte[] BOUND_TO = "vault and type".getBytes(UTF_8);

  /** The provider under test. */
  protected abstract CryptoProvider provider();

  /**
   * Lengths of plaintexts that end exactly with a segment; these, and those one byte shorter and
   * longer, are tried. Override for other segments than Tink's of 1 MiB.
   */
  protected List<Integer> segmentEnds() {
    int first = (1 << 20) - 40 - 16;
    int other = (1 << 20) - 16;
    return List.of(first, first + other, first + 3 * other);
  }

  final CryptoSuite suite() throws CryptoException {
    return provider().open();
  }

  private StreamCipher cipher() throws CryptoException {
    try (Secret key = countingKey()) {
      return suite().streamCipher(key);
    }
  }

  @Test
  final void everyLengthComesBackAndTheSealedLengthIsExact() throws Exception {
    StreamCipher cipher = cipher();
    for (int length : List.of(0, 1, 2, 15, 16, 17, 4096)) {
      assertComesBack(cipher, length);
    }
    for (int end : segmentEnds()) {
      assertComesBack(cipher, end - 1);
      assertComesBack(cipher, end);
      assertComesBack(cipher, end + 1);
    }
  }

  private static void assertComesBack(StreamCipher cipher, int length) throws IOException {
    byte[] plaintext = Sealing.sample(length, length);
    byte[] sealed = Sealing.seal(cipher, plaintext, BOUND_TO);
    assertEquals(sealed.length, cipher.sealedLength(length), "sealed length of " + length);
    assertArrayEquals(plaintext, Sealing.open(cipher, sealed, BOUND_TO), "length " + length);
    try (SeekableByteChannel channel = cipher.open(new ArrayChannel(sealed), BOUND_TO)) {
      assertEquals(length, channel.size());
    }
  }

  @Test
  final void anyPositionCanBeReadDirectly() throws Exception {
    StreamCipher cipher = cipher();
    int end = segmentEnds().getLast();
    byte[] plaintext = Sealing.sample(end + 2000, 1);
    byte[] sealed = Sealing.seal(cipher, plaintext, BOUND_TO);
    // Short reads from below, as a network stream gives them, and a channel positioned elsewhere.
    ArrayChannel below = new ArrayChannel(sealed, 10_007);
    below.position(77);
    try (SeekableByteChannel channel = cipher.open(below, BOUND_TO)) {
      for (int segmentEnd : segmentEnds()) {
        for (int position : List.of(segmentEnd - 600, segmentEnd, segmentEnd + 1, 0)) {
          assertArrayEquals(
              Arrays.copyOfRange(plaintext, position, position + 1000),
              Sealing.readAt(channel, position, 1000),
              "at " + position);
          assertEquals(position + 1000, channel.position());
        }
      }
    }
  }

  @Test
  final void everyFlippedByteIsRefused() throws Exception {
    StreamCipher cipher = cipher();
    for (int length : List.of(0, 1, 40)) {
      byte[] sealed = Sealing.seal(cipher, Sealing.sample(length, 2), BOUND_TO);
      for (int i = 0; i < sealed.length; i++) {
        byte[] flipped = sealed.clone();
        flipped[i] ^= 1;
        assertRefused(cipher, flipped, BOUND_TO, "byte " + i + " of " + sealed.length);
      }
    }
  }

  @Test
  final void everyTruncationIsRefused() throws Exception {
    StreamCipher cipher = cipher();
    byte[] sealed = Sealing.seal(cipher, Sealing.sample(40, 3), BOUND_TO);
    for (int length = 0; length < sealed.length; length++) {
      assertRefused(cipher, Arrays.copyOf(sealed, length), BOUND_TO, "cut to " + length);
    }
  }

  @Test
  final void appendedBytesAreRefused() throws Exception {
    StreamCipher cipher = cipher();
    byte[] sealed = Sealing.seal(cipher, Sealing.sample(40, 4), BOUND_TO);
    for (int more : List.of(1, 15, 16, 17, sealed.length)) {
      byte[] longer = Arrays.copyOf(sealed, sealed.length + more);
      assertRefused(cipher, longer, BOUND_TO, more + " more bytes");
    }
  }

  @Test
  final void cuttingAtASegmentOrSwappingSegmentsIsRefused() throws Exception {
    StreamCipher cipher = cipher();
    int end = segmentEnds().getLast();
    byte[] sealed = Sealing.seal(cipher, Sealing.sample(end, 5), BOUND_TO);
    for (int cutAt : segmentEnds().subList(0, segmentEnds().size() - 1)) {
      int sealedCut = (int) cipher.sealedLength(cutAt);
      assertRefused(cipher, Arrays.copyOf(sealed, sealedCut), BOUND_TO, "cut at " + sealedCut);
    }
    int segment = (int) (cipher.sealedLength(end) - cipher.sealedLength(segmentEnds().get(1))) / 2;
    byte[] swapped = sealed.clone();
    int from = sealed.length - 2 * segment;
    System.arraycopy(sealed, from, swapped, from - segment, segment);
    System.arraycopy(sealed, from - segment, swapped, from, segment);
    assertRefused(cipher, swapped, BOUND_TO, "two segments swapped");
  }

  @Test
  final void anotherKeyOrOtherAssociatedDataIsRefused() throws Exception {
    byte[] sealed = Sealing.seal(cipher(), Sealing.sample(40, 6), BOUND_TO);
    assertRefused(cipher(), sealed, new byte[0], "no associated data");
    try (Secret other = suite().generateKey()) {
      assertRefused(suite().streamCipher(other), sealed, BOUND_TO, "another key");
    }
  }

  @Test
  final void onePlaintextIsNeverSealedTheSameWayTwice() throws Exception {
    byte[] plaintext = Sealing.sample(40, 7);
    byte[] first = Sealing.seal(cipher(), plaintext, BOUND_TO);
    assertFalse(Arrays.equals(first, Sealing.seal(cipher(), plaintext, BOUND_TO)));
  }

  @Test
  final void damageInOneSegmentIsNoticedThereAndNotBefore() throws Exception {
    StreamCipher cipher = cipher();
    int end = segmentEnds().get(1);
    byte[] plaintext = Sealing.sample(end, 8);
    byte[] sealed = Sealing.seal(cipher, plaintext, BOUND_TO);
    sealed[sealed.length - 1] ^= 1;
    try (SeekableByteChannel channel = cipher.open(new ArrayChannel(sealed), BOUND_TO)) {
      assertArrayEquals(Arrays.copyOf(plaintext, 100), Sealing.readAt(channel, 0, 100));
      assertThrows(CryptoException.class, () -> Sealing.readAt(channel, end - 10, 10));
      assertArrayEquals(Arrays.copyOf(plaintext, 100), Sealing.readAt(channel, 0, 100));
    }
  }

  @Test
  final void closingASealLeavesTheSinkOpenAndIsIdempotent() throws Exception {
    AtomicBoolean closed = new AtomicBoolean();
    ByteArrayOutputStream sink =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            closed.set(true);
          }
        };
    OutputStream out = cipher().seal(sink, BOUND_TO);
    out.write(5);
    out.close();
    out.close();
    assertFalse(closed.get(), "the sink was closed");
    assertArrayEquals(new byte[] {5}, Sealing.open(cipher(), sink.toByteArray(), BOUND_TO));
    assertThrows(IOException.class, () -> out.write(6));
  }

  @Test
  final void closingAnOpenedChannelClosesTheSealedOne() throws Exception {
    byte[] sealed = Sealing.seal(cipher(), Sealing.sample(40, 9), BOUND_TO);
    ArrayChannel below = new ArrayChannel(sealed);
    SeekableByteChannel channel = cipher().open(below, BOUND_TO);
    channel.close();
    assertFalse(below.isOpen());
    assertFalse(channel.isOpen());
    assertThrows(ClosedChannelException.class, () -> Sealing.readAt(channel, 0, 1));
  }

  @Test
  final void aFailureToReadDoesNotLookLikeDamage() throws Exception {
    byte[] sealed = Sealing.seal(cipher(), Sealing.sample(40, 10), BOUND_TO);
    ArrayChannel below = new ArrayChannel(sealed);
    try (SeekableByteChannel channel = cipher().open(below, BOUND_TO)) {
      below.breakReads();
      assertThrows(ArrayChannel.Broken.class, () -> Sealing.readAt(channel, 0, 1));
    }
  }

  @Test
  final void anOpenedChannelIsReadOnly() throws Exception {
    byte[] sealed = Sealing.seal(cipher(), Sealing.sample(40, 11), BOUND_TO);
    try (SeekableByteChannel channel = cipher().open(new ArrayChannel(sealed), BOUND_TO)) {
      assertThrows(NonWritableChannelException.class, () -> channel.truncate(0));
      assertThrows(IllegalArgumentException.class, () -> channel.position(-1));
    }
  }

  private static void assertRefused(
      StreamCipher cipher, byte[] sealed, byte[] associatedData, String what) {
    assertThrows(CryptoException.class, () -> Sealing.open(cipher, sealed, associatedData), what);
  }

  /** The key 00 01 02 ... 1f. */
  static Secret countingKey() {
    return Secret.copyOf(counting(CryptoSuite.KEY_BYTES));
  }

  static byte[] counting(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }
}

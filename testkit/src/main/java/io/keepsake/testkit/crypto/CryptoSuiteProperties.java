package io.keepsake.testkit.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.keepsake.core.spi.crypto.CryptoException;
import io.keepsake.core.spi.crypto.CryptoProvider;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.crypto.StreamCipher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Streams of random lengths, written in random pieces, read and damaged at random positions. */
public abstract class CryptoSuiteProperties {

  private static final int LONGEST = 3 << 20;

  /** For subclasses. */
  protected CryptoSuiteProperties() {}

  /** The provider under test. */
  protected abstract CryptoProvider provider();

  @Property(tries = 60)
  final void piecesOfAnySizeComeBackAndSlicesAreRight(
      @ForAll @IntRange(max = LONGEST) int length, @ForAll long seed) throws IOException {
    StreamCipher cipher = cipher();
    byte[] plaintext = Sealing.sample(length, seed);
    Random random = new Random(seed);
    byte[] sealed = sealInPieces(cipher, plaintext, random);
    assertEquals(cipher.sealedLength(length), sealed.length);
    try (SeekableByteChannel channel = cipher.open(new ArrayChannel(sealed), new byte[0])) {
      for (int i = 0; i < 8; i++) {
        int from = random.nextInt(length + 1);
        int count = random.nextInt(length - from + 1);
        assertArrayEquals(
            Arrays.copyOfRange(plaintext, from, from + count),
            Sealing.readAt(channel, from, count));
      }
    }
  }

  @Property(tries = 60)
  final void aFlippedBitAnywhereIsRefused(
      @ForAll @IntRange(max = LONGEST) int length,
      @ForAll @IntRange(max = 7) int bit,
      @ForAll long seed)
      throws IOException {
    StreamCipher cipher = cipher();
    byte[] sealed = sealInPieces(cipher, Sealing.sample(length, seed), new Random(seed));
    sealed[new Random(~seed).nextInt(sealed.length)] ^= (byte) (1 << bit);
    assertThrows(CryptoException.class, () -> Sealing.open(cipher, sealed, new byte[0]));
  }

  @Property(tries = 60)
  final void anyTruncationIsRefused(@ForAll @IntRange(max = LONGEST) int length, @ForAll long seed)
      throws IOException {
    StreamCipher cipher = cipher();
    byte[] sealed = sealInPieces(cipher, Sealing.sample(length, seed), new Random(seed));
    byte[] cut = Arrays.copyOf(sealed, new Random(~seed).nextInt(sealed.length));
    assertThrows(CryptoException.class, () -> Sealing.open(cipher, cut, new byte[0]));
  }

  private static byte[] sealInPieces(StreamCipher cipher, byte[] plaintext, Random random)
      throws IOException {
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    try (OutputStream out = cipher.seal(sink, new byte[0])) {
      int done = 0;
      while (done < plaintext.length) {
        int piece = Math.min(plaintext.length - done, 1 + random.nextInt(LONGEST / 2));
        out.write(plaintext, done, piece);
        done += piece;
      }
    }
    return sink.toByteArray();
  }

  private StreamCipher cipher() throws CryptoException {
    try (Secret key = StreamCipherContract.countingKey()) {
      return provider().open().streamCipher(key);
    }
  }
}

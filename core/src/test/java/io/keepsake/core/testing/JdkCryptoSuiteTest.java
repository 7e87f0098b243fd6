package io.keepsake.core.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.keepsake.core.spi.crypto.CryptoException;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.crypto.StreamCipher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stand-in must do what Tink does, or the tests that use it prove nothing. */
class JdkCryptoSuiteTest {

  private static final byte[] BOUND_TO = "bound to".getBytes(UTF_8);

  private final JdkCryptoSuite suite = new JdkCryptoSuite();
  private final Secret key =
      Secret.copyOf(
          HexFormat.of()
              .parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"));

  @TempDir private Path folder;

  /** Sealed by Tink 1.24.0 through this project's crypto-tink. */
  @Test
  void opensWhatTinkSealed() throws Exception {
    byte[] sealed =
        HexFormat.of()
            .parseHex(
                "2800c00fde4f2da33c3967f5c52ecf171fd2c0058e0e440eeda62749d15370e9"
                    + "da9a13e78e52ca684fc71f5cbc30c20184f5d5d173bfb3cafec70fbff1a811d9"
                    + "b9eee75c3c92f8ed3082a9a373fd2ee447f7e05758ebb127b54683f845677be8"
                    + "016f6b");
    assertEquals("The quick brown fox jumps over the lazy dog", new String(open(sealed), UTF_8));
    byte[] wrapped =
        HexFormat.of()
            .parseHex(
                "11f3924296a8938c02f2b6e7c417fc66966a2d1efa1cf49819774a091e99dc2d"
                    + "50b751eff2610f41ada7b7");
    try (Secret content = suite.unwrap(key, wrapped, BOUND_TO)) {
      assertEquals("wrapped content", new String(content.copyBytes(), UTF_8));
    }
  }

  @Test
  void everyLengthAroundSegmentEndsComesBack() throws Exception {
    StreamCipher cipher = suite.streamCipher(key);
    int end = (1 << 20) - 56;
    for (int length : new int[] {0, 1, end - 1, end, end + 1, end + (1 << 20) - 16, 3_000_000}) {
      byte[] plain = new byte[length];
      new Random(length).nextBytes(plain);
      ByteArrayOutputStream sink = new ByteArrayOutputStream();
      try (OutputStream out = cipher.seal(sink, BOUND_TO)) {
        out.write(plain);
      }
      byte[] sealed = sink.toByteArray();
      assertEquals(cipher.sealedLength(length), sealed.length);
      assertArrayEquals(plain, open(sealed));
      sealed[sealed.length - 1] ^= 1;
      assertThrows(CryptoException.class, () -> open(sealed));
    }
  }

  private byte[] open(byte[] sealed) throws IOException {
    Path file = Files.write(folder.resolve("sealed"), sealed);
    try (var channel = suite.streamCipher(key).open(Files.newByteChannel(file), BOUND_TO)) {
      byte[] plain = JdkStreamCipher.read(channel, 0, (int) channel.size());
      assertEquals(-1, channel.read(java.nio.ByteBuffer.allocate(1)));
      return plain;
    }
  }
}

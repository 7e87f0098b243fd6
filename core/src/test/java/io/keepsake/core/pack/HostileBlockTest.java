package io.keepsake.core.pack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.PackDirectory;
import io.keepsake.core.format.PackDirectory.Codec;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Blocks that unpack to more than their directory says, and such as are no blocks. That a bomb
 * takes no more memory than its directory says is tried in the testkit.
 */
class HostileBlockTest {

  private static final int BOMB = 64 << 20;

  private static byte[] bomb() {
    return Zstd.compress(new byte[BOMB], 3);
  }

  private static void decode(byte[] stored, int length) throws FormatException {
    try (BlockDecoder decoder = new BlockDecoder()) {
      decoder.decode(Codec.ZSTD, stored, length);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4096, PackDirectory.MAX_BLOCK_BYTES})
  void aBombIsRefused(int length) {
    byte[] bomb = bomb();
    assertTrue(bomb.length < BOMB / 1000);
    assertThrows(FormatException.class, () -> decode(bomb, length));
  }

  @Test
  void aBlockThatIsShorterThanToldIsRefused() {
    assertThrows(FormatException.class, () -> decode(Zstd.compress(new byte[100]), 101));
  }

  @Test
  void twoFramesAreRefused() {
    byte[] frame = Zstd.compress(new byte[100]);
    byte[] two = Arrays.copyOf(frame, 2 * frame.length);
    System.arraycopy(frame, 0, two, frame.length, frame.length);
    assertThrows(FormatException.class, () -> decode(two, 200));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 100})
  void whatIsNoFrameIsRefused(int length) {
    assertThrows(FormatException.class, () -> decode(new byte[length], 10));
  }

  @Test
  void aSoundBlockIsRead() throws FormatException {
    byte[] raw = "keepsake".repeat(9).getBytes(UTF_8);
    try (BlockDecoder decoder = new BlockDecoder()) {
      byte[] found = decoder.decode(Codec.ZSTD, Zstd.compress(raw), raw.length);
      assertArrayEquals(raw, Arrays.copyOf(found, raw.length));
    }
  }
}

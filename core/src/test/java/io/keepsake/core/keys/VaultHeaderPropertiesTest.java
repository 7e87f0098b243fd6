package io.keepsake.core.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever a store returns as a header, reading it ends in a header or in a KeyException. */
class VaultHeaderPropertiesTest {

  private static final String TEXT = new String(SampleHeaders.sample().toBytes(), UTF_8);

  @Property
  void randomBytesNeverCrashTheReader(@ForAll @Size(max = 300) byte[] bytes) {
    parse(bytes);
    parse((HeaderWriter.START + new String(bytes, UTF_8)).getBytes(UTF_8));
  }

  @Property
  void randomTextWithARightChecksumNeverCrashesTheReader(@ForAll String text) {
    parse(SampleHeaders.rechecksummed("{\n  \"format\": 1,\n" + text + "  \"checksum\""));
  }

  /** Mutations get past the checksum, so that the reader of fields sees them. */
  @Property(tries = 3000)
  void mutationsNeverCrashTheReader(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int n) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(TEXT);
    for (int i = 0; i < n; i++) {
      int at = 13 + random.nextInt(text.length() - 110);
      switch (random.nextInt(4)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, (char) (32 + random.nextInt(95)));
        case 2 -> text.setCharAt(at, (char) (32 + random.nextInt(95)));
        default -> text.insert(at, text.substring(at, at + random.nextInt(60)));
      }
    }
    parse(SampleHeaders.rechecksummed(text.toString()));
  }

  private static void parse(byte[] bytes) {
    try {
      // What is accepted is what would be written.
      assertArrayEquals(bytes, VaultHeader.parse(bytes).toBytes());
    } catch (KeyException e) {
      // The other way it may end.
    }
  }
}

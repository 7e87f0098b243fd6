package io.keepsake.core.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.chunk.ChunkingParameters;
import io.keepsake.core.format.VaultId;
import io.keepsake.core.keys.KeyException.Kind;
import io.keepsake.core.spi.crypto.PassphraseParameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VaultHeaderTest {

  private static final String TEXT = new String(SampleHeaders.sample().toBytes(), UTF_8);

  private static Kind refusal(byte[] bytes) {
    return assertThrows(KeyException.class, () -> VaultHeader.parse(bytes)).kind();
  }

  private static Kind refusal(String text) {
    return refusal(SampleHeaders.rechecksummed(text));
  }

  /** The example of the format page; its checksum is from Python. */
  @Test
  void isLaidOutAsTheFormatPageShows() {
    String wrapped = Base64.getEncoder().encodeToString(new byte[60]);
    VaultHeader header =
        new VaultHeader(
            new VaultIdentity(
                new VaultId("0".repeat(32)), "tink-aes256gcm-hkdf-v1", ChunkingParameters.DEFAULT),
            1,
            SampleHeaders.NOW,
            List.of(
                new KeySlot.Passphrase(
                    "1".repeat(32),
                    SampleHeaders.NOW,
                    "",
                    new PassphraseParameters("argon2id", 65536, 3, 4, new byte[16]),
                    wrapped),
                new KeySlot.KeyFile("2".repeat(32), SampleHeaders.NOW, "", wrapped)));
    String expected =
        """
        {
          "format": 1,
          "vault": "00000000000000000000000000000000",
          "revision": 1,
          "created": "2026-11-23T12:00:00Z",
          "suite": "tink-aes256gcm-hkdf-v1",
          "chunking": {
            "minimum": 524288,
            "average": 1048576,
            "maximum": 4194304
          },
          "slots": [
            {
              "id": "11111111111111111111111111111111",
              "type": "passphrase",
              "created": "2026-11-23T12:00:00Z",
              "kdf": {
                "algorithm": "argon2id",
                "memoryKibibytes": 65536,
                "iterations": 3,
                "lanes": 4,
                "salt": "AAAAAAAAAAAAAAAAAAAAAA=="
              },
              "wrapped": "%1$s"
            },
            {
              "id": "22222222222222222222222222222222",
              "type": "key-file",
              "created": "2026-11-23T12:00:00Z",
              "wrapped": "%1$s"
            }
          ],
          "checksum": "40bd2dc81482e8cf6ed63c99cf333f24bfe880a3b7f9e7080ecc107beb962afb"
        }
        """
            .formatted(wrapped);
    assertEquals(expected, new String(header.toBytes(), UTF_8));
  }

  @Test
  void comesBackAsItWas() throws Exception {
    VaultHeader header = SampleHeaders.sample();
    VaultHeader back = VaultHeader.parse(header.toBytes());
    assertEquals(header.identity(), back.identity());
    assertEquals(header.created(), back.created());
    assertEquals(header.slots().get(1), back.slots().get(1));
    assertArrayEquals(header.toBytes(), back.toBytes());
  }

  @Test
  void addingAndRemovingASlotIsANewRevision() {
    VaultHeader header = SampleHeaders.sample();
    KeySlot slot = header.slots().getFirst();
    VaultHeader less = header.withoutSlot(slot.id());
    assertEquals(2, less.revision());
    assertEquals(List.of(header.slots().get(1)), less.slots());
    assertEquals(3, less.withSlot(slot).revision());
    assertThrows(IllegalArgumentException.class, () -> header.withSlot(slot));
    assertThrows(IllegalArgumentException.class, () -> header.withoutSlot("f".repeat(32)));
    String last = less.slots().getFirst().id();
    assertThrows(IllegalArgumentException.class, () -> less.withoutSlot(last));
  }

  @Test
  void everyFlippedBitIsFoundAsDamage() {
    byte[] header = TEXT.getBytes(UTF_8);
    for (int i = 0; i < header.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] flipped = header.clone();
        flipped[i] ^= (byte) (1 << bit);
        assertEquals(Kind.DAMAGED, refusal(flipped), "byte " + i + " bit " + bit);
      }
    }
  }

  @Test
  void everyTruncationIsRefused() {
    byte[] header = TEXT.getBytes(UTF_8);
    for (int length = 0; length < header.length; length++) {
      Kind expected = length < HeaderWriter.START.length() ? Kind.NOT_A_HEADER : Kind.DAMAGED;
      assertEquals(expected, refusal(Arrays.copyOf(header, length)), "cut to " + length);
    }
  }

  @Test
  void somethingElseIsNoHeader() {
    assertEquals(Kind.NOT_A_HEADER, refusal("<html>not found</html>\n".getBytes(UTF_8)));
    assertEquals(Kind.NOT_A_HEADER, refusal(new byte[200_000]));
  }

  @Test
  void aNewerFormatIsSaidToBeNewerWhateverElseItHolds() {
    assertEquals(Kind.NEWER_FORMAT, refusal(TEXT.replace("\"format\": 1,", "\"format\": 2,")));
    String unknown = "{\n  \"format\": 70,\n  \"novel\": [[[]]],\n  \"checksum\": \"\"\n}\n";
    assertEquals(Kind.NEWER_FORMAT, refusal(unknown));
    assertEquals(Kind.NEWER_FORMAT, refusal(unknown.replace("70", "9".repeat(5000))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "format": 1,             | "format": 0,
          "format": 1,             | "format": 01,
          "format": 1,             | "format": -1,
          "format": 1,             | "format": 1,\\n  "extra": 1,
          "format": 1,             | "format": 1,\\n  "format": 1,
          "revision": 1,           | "revision": 0,
          "revision": 1,           | "revision": 2147483648,
          "revision": 1,           | "revision": 99999999999999999999999999,
          "revision": 1,           | "revision": 1.0,
          "revision": 1,           | "revision": 1e0,
          "revision": 1,           | "revision": "1",
          "revision": 1,           | "revision": null,
          "revision": 1,           | "revision": 1 ,
          "revision": 1,           | "Revision": 1,
          2026-11-23T12:00:00Z     | 2026-13-23T12:00:00Z
          2026-11-23T12:00:00Z     | +12026-11-23T12:00:00Z
          2026-11-23T12:00:00Z     | 2026-11-23T12:00:00+00:00
          "minimum": 524288        | "minimum": 524289
          "minimum": 524288        | "minimum": 32
          "minimum": 524288        | "minimum": 8388608
          "maximum": 4194304       | "maximum": 16777216
          "suite": "jdk-test-v1"   | "suite": ""
          "suite": "jdk-test-v1"   | "suite": "\\u006adk-test-v1"
          "vault": "00112233       | "vault": "0011223G
          "vault": "00112233       | "vault": "001122
          "type": "key-file"       | "type": "passphrase"
          "type": "key-file"       | "type": "hardware"
          "algorithm": "argon2id"  | "algorithm": "scrypt"
          "lanes": 1               | "lanes": 0
          "lanes": 1               | "lanes": 17
          "iterations": 1          | "iterations": 65
          "memoryKibibytes": 64    | "memoryKibibytes": 4
          "memoryKibibytes": 64    | "memoryKibibytes": 1048577
          "memoryKibibytes": 64    | "memoryKibibytes": 2147483647
          "salt": "                | "salt": "====
          "wrapped": "             | "wrapped": "AAAA
          "slots": [               | "slots": [],\\n  "more": [
          "slots": [               | "slots": {
          "slots": [               | "slots": [\\n    7,
          """)
  void aValueOutOfBoundsOrOutOfPlaceIsDamage(String right, String wrong) {
    String changed = TEXT.replace(right, wrong.replace("\\n", "\n"));
    assertTrue(!changed.equals(TEXT), "nothing was replaced");
    assertEquals(Kind.DAMAGED, refusal(changed));
  }

  @Test
  void tooManySlotsOrTwiceTheSameAreRefused() {
    KeySlot slot = SampleHeaders.sample().slots().get(1);
    List<KeySlot> many = new ArrayList<>();
    for (int i = 0; i < 33; i++) {
      many.add(new KeySlot.KeyFile("%032x".formatted(i), slot.created(), "", slot.wrapped()));
    }
    VaultHeader full =
        new VaultHeader(SampleHeaders.IDENTITY, 1, SampleHeaders.NOW, many.subList(0, 32));
    assertTrue(full.toBytes().length < VaultHeader.MAX_BYTES);
    assertThrows(IllegalArgumentException.class, () -> full.withSlot(many.get(32)));
    String text = new String(full.toBytes(), UTF_8);
    assertEquals(Kind.DAMAGED, refusal(text.replace("%032x".formatted(9), "%032x".formatted(8))));
  }

  @Test
  void aHeaderThatIsTooLongIsRefused() {
    assertEquals(
        Kind.DAMAGED, refusal(TEXT.replace("  \"slots\"", " ".repeat(70_000) + "\"slots\"")));
  }

  @Test
  void deepNestingIsRefused() {
    String nested = TEXT.replace("\"revision\": 1", "\"revision\": " + "[".repeat(30_000));
    assertEquals(Kind.DAMAGED, refusal(nested));
  }
}

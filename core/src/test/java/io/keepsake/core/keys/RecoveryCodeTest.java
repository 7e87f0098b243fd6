package io.keepsake.core.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.chunk.ChunkingParameters;
import io.keepsake.core.format.VaultId;
import io.keepsake.core.keys.RecoveryCode.Mistyped;
import io.keepsake.core.keys.RecoveryCode.Other;
import io.keepsake.core.keys.RecoveryCode.Reading;
import io.keepsake.core.keys.RecoveryCode.Typed;
import io.keepsake.core.spi.crypto.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RecoveryCodeTest {

  private static final String SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private static Reading read(String text) {
    try (Secret typed = Secret.copyOf(text.getBytes(UTF_8))) {
      return RecoveryCode.read(typed);
    }
  }

  private static String generated() {
    try (RecoveryCode code = RecoveryCode.generate();
        Secret text = code.text()) {
      return new String(text.copyBytes(), US_ASCII);
    }
  }

  private static Secret keyOf(String text) {
    return assertInstanceOf(Typed.class, read(text), text).code().symbols();
  }

  private static List<Integer> wrongGroups(String text) {
    return assertInstanceOf(Mistyped.class, read(text), text).groups();
  }

  private static String with(String text, int at, char symbol) {
    return text.substring(0, at) + symbol + text.substring(at + 1);
  }

  @Test
  void whatIsPrintedIsReadHoweverItIsTyped() {
    for (int i = 0; i < 200; i++) {
      String text = generated();
      assertTrue(text.matches("([0-9A-HJKMNP-TV-Z]{5}-){7}[0-9A-HJKMNP-TV-Z]{5}"), text);
      Secret key = keyOf(text);
      assertEquals(key, keyOf(text.toLowerCase(Locale.ROOT)));
      assertEquals(key, keyOf(text.replace("-", "")));
      assertEquals(key, keyOf(" " + text.replace('-', ' ') + " "));
      assertEquals(key, keyOf(text.replace('0', 'o').replace('1', 'l')));
      assertEquals(key, keyOf(text.replace('0', 'O').replace('1', 'I')));
      assertFalse(key.equals(keyOf(generated())));
    }
  }

  /** Every other symbol at every place. */
  @Test
  void oneWrongSymbolIsFoundAndItsGroupNamed() {
    String text = generated();
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) == '-') {
        continue;
      }
      for (char symbol : (SYMBOLS + "U!").toCharArray()) {
        if (symbol != text.charAt(at)) {
          assertEquals(List.of(at / 6 + 1), wrongGroups(with(text, at, symbol)));
        }
      }
    }
  }

  @Test
  void neighboursThatChangedPlacesAreFound() {
    for (int i = 0; i < 50; i++) {
      String text = generated();
      for (int at = 0; at + 1 < text.length(); at++) {
        char first = text.charAt(at);
        char second = text.charAt(at + 1);
        if (first != '-' && second != '-' && first != second) {
          String swapped = with(with(text, at, second), at + 1, first);
          assertEquals(List.of(at / 6 + 1), wrongGroups(swapped));
        }
      }
    }
  }

  @Test
  void groupsThatChangedPlacesAreFound() {
    String[] groups = generated().split("-", -1);
    for (int i = 0; i < 8; i++) {
      for (int j = i + 1; j < 8; j++) {
        String[] swapped = groups.clone();
        swapped[i] = groups[j];
        swapped[j] = groups[i];
        assertEquals(List.of(i + 1, j + 1), wrongGroups(String.join("-", swapped)));
      }
    }
  }

  @Test
  void aPassphraseIsNoCode() {
    for (String text :
        List.of("", "Something borrowed", "x".repeat(39), "x".repeat(41), "\n".repeat(40))) {
      assertInstanceOf(Other.class, read(text), text);
    }
  }

  @Test
  void aCodeOpensItsSlotAndAFaultyOneIsExplained() throws Exception {
    VaultHeader header = SampleHeaders.sample();
    try (Secret root = SampleHeaders.root();
        RecoveryCode code = RecoveryCode.generate();
        Secret text = code.text()) {
      SlotNote note = new SlotNote(SampleHeaders.NOW, "safe");
      KeySlot slot =
          KeySlots.forRecoveryCode(SampleHeaders.SUITE, SampleHeaders.IDENTITY, code, root, note);
      VaultHeader with = VaultHeader.parse(header.withSlot(slot).toBytes());
      assertEquals(slot, with.slots().getLast());
      assertEquals("safe", with.slots().getLast().label());
      try (OpenedSlot opened = unlock(with, text)) {
        assertEquals(root, opened.root());
        assertEquals(slot, opened.slot());
      }
      byte[] wrong = text.copyBytes();
      wrong[13] = (byte) (wrong[13] == '7' ? '8' : '7');
      try (Secret mistyped = Secret.copyOf(wrong)) {
        assertTrue(refusal(with, mistyped).contains("group 3 of 8"), refusal(with, mistyped));
        assertFalse(refusal(header, mistyped).contains("group"), refusal(header, mistyped));
      }
      assertEquals("The vault has no key slot for a recovery code", refusal(header, text));
      String relabelled = new String(with.toBytes(), UTF_8).replace("\"safe\"", "\"sofa\"");
      assertTrue(
          refusal(VaultHeader.parse(SampleHeaders.rechecksummed(relabelled)), text)
              .contains("not the vault's"));
    }
  }

  /** The slot of the published vectors, which were made from the format's page alone. */
  @Test
  void theCodeOfTheVectorsOpensItsSlot() throws Exception {
    Path file = Path.of("..", "docs", "format", "vectors", "vectors.json");
    if (!Files.exists(file)) {
      file = Path.of("docs", "format", "vectors", "vectors.json");
    }
    String vectors = Files.readString(file);
    String slot = vectors.substring(vectors.indexOf("\"recovery-code\""));
    VaultIdentity identity =
        new VaultIdentity(
            new VaultId(value(vectors, "vault")),
            "tink-aes256gcm-hkdf-v1",
            ChunkingParameters.DEFAULT);
    String wrapped =
        Base64.getEncoder().encodeToString(HexFormat.of().parseHex(value(slot, "wrapped")));
    VaultHeader header =
        new VaultHeader(
            identity,
            1,
            SampleHeaders.NOW,
            List.of(
                new KeySlot.RecoveryCode(
                    value(slot, "id"), SampleHeaders.NOW, value(slot, "label"), wrapped)));
    try (Secret code = Secret.copyOf(value(slot, "code").getBytes(UTF_8));
        Secret root = Secret.copyOf(HexFormat.of().parseHex(value(vectors, "rootKey")));
        OpenedSlot opened = unlock(header, code)) {
      assertEquals(root, opened.root());
    }
  }

  private static String value(String json, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\": \"([^\"]*)\"").matcher(json);
    assertTrue(matcher.find(), name);
    return matcher.group(1);
  }

  /** Forty digits may be a passphrase, and are tried as one. */
  @Test
  void aPassphraseThatLooksLikeACodeOpens() throws Exception {
    try (Secret root = SampleHeaders.root();
        Secret passphrase = Secret.copyOf("0123456789".repeat(4).getBytes(UTF_8))) {
      assertInstanceOf(Mistyped.class, RecoveryCode.read(passphrase));
      KeySlot slot =
          KeySlots.forPassphrase(
              SampleHeaders.SUITE,
              SampleHeaders.IDENTITY,
              passphrase,
              root,
              SlotNote.at(SampleHeaders.NOW));
      try (OpenedSlot opened = unlock(SampleHeaders.sample().withSlot(slot), passphrase)) {
        assertEquals(slot, opened.slot());
        assertEquals(
            List.of(slot),
            KeySlots.opening(
                SampleHeaders.SUITE,
                SampleHeaders.sample().withSlot(slot),
                SlotType.PASSPHRASE,
                passphrase));
      }
    }
  }

  private static OpenedSlot unlock(VaultHeader header, Secret secret) throws Exception {
    return KeySlots.unlock(SampleHeaders.SUITE, header, SlotType.PASSPHRASE, secret);
  }

  private static String refusal(VaultHeader header, Secret secret) {
    return String.valueOf(
        assertThrows(KeyException.class, () -> unlock(header, secret)).getMessage());
  }
}

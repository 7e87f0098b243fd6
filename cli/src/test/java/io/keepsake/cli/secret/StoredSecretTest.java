package io.keepsake.cli.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.keepsake.core.spi.crypto.Secret;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which values a secret has, and what they are for. */
final class StoredSecretTest {

  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final SecretName NAME = new SecretName("aws.key");

  private static Secret value(String text) {
    return Secret.ofUtf8(text.toCharArray());
  }

  private static String previous(StoredSecret secret) {
    return secret.previous().map(Generation::text).orElse("none");
  }

  @Test
  void theNewestBecomesThePrevious() {
    StoredSecret first = StoredSecret.first(NAME, value("one"), NOW);
    assertEquals("none", previous(first));
    StoredSecret second = first.replaced(value("two"), NOW);
    assertEquals("one", previous(second));
    assertEquals("two", previous(second.accepted("aws").replaced(value("three"), NOW)));
    assertEquals("none", previous(second.withoutPrevious()));
  }

  @Test
  void aMistakeDoesNotDriveOutWhatWorks() {
    StoredSecret mistake = StoredSecret.first(NAME, value("one"), NOW).replaced(value("tow"), NOW);
    assertEquals("one", previous(mistake.replaced(value("two"), NOW)));
  }

  @Test
  void whoHasAcceptedTheNewestIsNotShownThePrevious() {
    StoredSecret secret =
        StoredSecret.first(NAME, value("one"), NOW).replaced(value("two"), NOW).accepted("aws");
    assertEquals(Optional.empty(), secret.fallback("aws"));
    assertEquals(Optional.of("one"), secret.fallback("other").map(Generation::text));
  }

  @Test
  void bytesAreReadBackAndNothingElseIs() throws IOException {
    SecretsContent content =
        SecretsContent.EMPTY
            .with(StoredSecret.first(new SecretName("B"), value("\u00fc"), NOW).accepted("nas"))
            .with(StoredSecret.first(NAME, value("rose1"), NOW).replaced(value("rose2"), NOW));
    byte[] bytes = SecretsCodec.encode(content).copyBytes();
    List<StoredSecret> all = List.copyOf(SecretsCodec.decode(Secret.copyOf(bytes)).all());
    assertEquals(List.copyOf(content.all()), all);
    for (int length = 0; length < bytes.length; length++) {
      Secret cut = Secret.copyOf(Arrays.copyOf(bytes, length));
      assertThrows(IOException.class, () -> SecretsCodec.decode(cut));
    }
    Secret longer = Secret.copyOf(Arrays.copyOf(bytes, bytes.length + 1));
    assertThrows(IOException.class, () -> SecretsCodec.decode(longer));
    for (int i = 0; i < bytes.length; i++) {
      byte[] altered = bytes.clone();
      altered[i] ^= (byte) 0xff;
      try {
        SecretsCodec.decode(Secret.copyOf(altered));
      } catch (IOException e) {
        assertFalse(String.valueOf(e.getMessage()).contains("rose"), e.getMessage());
      }
    }
  }

  @Test
  void whatIsNoValueIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Generation.of(value(""), NOW));
    assertThrows(IllegalArgumentException.class, () -> Generation.of(value(" \n"), NOW));
    assertThrows(
        IllegalArgumentException.class,
        () -> Generation.of(Secret.copyOf(new byte[] {(byte) 0xff}), NOW));
    assertThrows(
        IllegalArgumentException.class, () -> Generation.of(value("x".repeat(65_537)), NOW));
    assertEquals(65_536, Generation.of(value("x".repeat(65_536)), NOW).value().length());
  }

  @Test
  void optionsNameSecrets() {
    SecretsContent content = SecretsContent.EMPTY.with(StoredSecret.first(NAME, value("one"), NOW));
    ResolvedOptions resolved =
        SecretReferences.of(Map.of("region", "eu", "key-secret", "aws.key"))
            .resolve(content, StoredSecret::newest);
    assertEquals(Map.of("region", "eu", "key", "one"), resolved.forPlugin());
    assertFalse(resolved.toString().contains("one"), resolved.toString());
    for (Map<String, String> wrong :
        List.of(
            Map.of("key-secret", "no name"),
            Map.of("key-secret", "tulip-1926"),
            Map.of("key-secret", "aws.key", "key", "plain"))) {
      IllegalArgumentException refused =
          assertThrows(
              IllegalArgumentException.class,
              () -> SecretReferences.of(wrong).resolve(content, StoredSecret::newest));
      String message = String.valueOf(refused.getMessage());
      assertFalse(message.contains("tulip-1926") || message.contains("no name"), message);
    }
  }
}

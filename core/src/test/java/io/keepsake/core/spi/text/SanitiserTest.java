package io.keepsake.core.spi.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.alert.Alert;
import io.keepsake.core.spi.alert.Delivery;
import io.keepsake.core.spi.alert.Severity;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.vault.VaultException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Held against a corpus: secrets.tsv and clean.tsv, which say how they are read. */
class SanitiserTest {

  private static final String LEAK = "GET https://ada:fakepass@nas.example.com/v: refused";
  private static final String CLEAN = "GET https://ada:***@nas.example.com/v: refused";

  private static List<String> lines(String name) {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(SanitiserTest.class.getResourceAsStream(name), name),
                StandardCharsets.UTF_8))) {
      return in.lines().filter(line -> !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<String> secrets() {
    return lines("secrets.tsv").stream();
  }

  static Stream<String> harmless() {
    return lines("clean.tsv").stream();
  }

  private static String read(String written) {
    return written
        .replace("\u00a6", "")
        .replace("\\\\", "\u0001")
        .replace("\\n", "\n")
        .replace("\\t", "\t")
        .replace("\u0001", "\\");
  }

  private static List<String> parts(String field) {
    return Stream.of(field.split(" \\| ", -1)).map(SanitiserTest::read).toList();
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void secretsGoAndTheRestStays(String line) {
    String[] fields = line.split("\t", -1);
    assertEquals(3, fields.length, line);
    String message = read(fields[0]);
    String clean = Sanitiser.clean(message);
    for (String secret : parts(fields[1])) {
      assertTrue(message.contains(secret), secret);
      assertFalse(clean.contains(secret), clean);
    }
    for (String rest : parts(fields[2])) {
      assertTrue(message.contains(rest), rest);
      assertTrue(clean.contains(rest), () -> rest + " is lost from " + clean);
    }
    assertEquals(clean, Sanitiser.clean(clean), "a second time changes nothing");
  }

  @ParameterizedTest
  @MethodSource("harmless")
  void whatHoldsNoSecretStaysAsItIs(String line) {
    assertEquals(read(line), Sanitiser.clean(read(line)));
  }

  @Test
  void theCorpusIsThere() {
    assertTrue(lines("secrets.tsv").size() >= 200);
    assertTrue(lines("clean.tsv").size() >= 200);
  }

  @Test
  void errorsAlertsAndDeliveriesAreClean() {
    assertEquals(CLEAN, new StoreException(StoreException.Kind.DENIED, "nas", LEAK).getMessage());
    assertEquals(CLEAN, new VaultException(VaultException.Kind.FILES, LEAK).getMessage());
    assertEquals(CLEAN, Delivery.Deferred.because(LEAK).reason());
    assertEquals(CLEAN, new Delivery.Refused(LEAK).reason());
    Alert alert =
        new Alert(
            "a/b",
            "a",
            "b",
            Severity.WARNING,
            LEAK,
            Map.of("error", LEAK),
            Instant.EPOCH,
            Optional.empty());
    assertEquals(CLEAN, alert.summary());
    assertEquals(Map.of("error", CLEAN), alert.facts());
  }

  /** Whatever a server answers with costs neither the stack nor minutes. */
  @Test
  void longTextsAreReadInTime() {
    for (String piece :
        List.of(
            "a",
            "a.",
            "x=",
            "<a>",
            "a:",
            "password=\"\\n",
            "%26a%3D",
            "Digest ",
            "password:'",
            "https://u:",
            "-----BEGIN PRIVATE KEY-----",
            "jdbc:oracle:thin:a/",
            "eyJ",
            "Bearer ")) {
      String text = piece.repeat((1 << 18) / piece.length());
      assertTimeoutPreemptively(
          Duration.ofSeconds(60), () -> Sanitiser.clean(text), () -> "many " + piece);
    }
  }
}

package io.keepsake.core.spi.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.options.OptionNames;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StoreOptionsTest {

  private static final OptionNames NAMES =
      OptionNames.of("storage-class", "value").andSecrets("password");

  private enum Check {
    STRICT,
    ACCEPT_NEW
  }

  @Property(tries = 200)
  void anUnknownOptionIsToldWithTheKnownOnes(
      @ForAll @AlphaChars @StringLength(min = 1, max = 12) String name) {
    String message = refusal(() -> options(Map.of(name + "x", "1")));
    assertTrue(message.startsWith("Provider nas: there is no option '" + name + "x'"), message);
    assertTrue(
        message.endsWith("The options are password-env, password-file, storage-class, value"),
        message);
  }

  @ParameterizedTest
  @CsvSource({
    "storageclass, did you mean 'storage-class'?",
    "Value, did you mean 'value'?",
    "pasword-file, did you mean 'password-file'?",
    "pasword, did you mean 'password-file' or 'password-env'?",
  })
  void anUnknownOptionIsToldWithTheNearest(String name, String hint) {
    String message = refusal(() -> options(Map.of(name, "hidden")));
    assertTrue(message.contains(hint), message);
    assertTrue(!message.contains("hidden"), message);
  }

  @Test
  void someStoresHaveNoOptions() throws StoreException {
    StoreOptions.of(settings(Map.of()), OptionNames.of());
    String message = refusal(() -> StoreOptions.of(settings(Map.of("a", "b")), OptionNames.of()));
    assertTrue(message.contains("no option 'a', nor any other for this kind"), message);
  }

  @Test
  void whatIsNotGivenIsEmptyOrHasItsDefault() throws StoreException {
    StoreOptions options = options(Map.of());
    assertEquals(Optional.empty(), options.text("value"));
    assertEquals(Optional.empty(), options.path("value"));
    assertEquals(List.of(), options.paths("value"));
    assertEquals(Optional.empty(), options.endpoint("value"));
    assertEquals(Optional.empty(), options.flag("value"));
    assertEquals(7, options.number("value", 7, 1, 9));
    assertEquals(Duration.ofSeconds(7), options.duration("value", Duration.ofSeconds(7)));
    assertEquals(7, options.size("value", 7, 1, 9));
    assertEquals(Check.STRICT, options.choice("value", Check.STRICT));
  }

  @Test
  void askingForWhatIsNotDeclaredIsAMistake() throws StoreException {
    StoreOptions options = options(Map.of());
    assertThrows(IllegalArgumentException.class, () -> options.text("port"));
    assertThrows(IllegalArgumentException.class, () -> options.text("password"));
    assertThrows(IllegalArgumentException.class, () -> options.secret("value"));
  }

  @Test
  void readsTextsAndPaths() throws StoreException {
    assertEquals(Optional.of("a b"), value(" a b\t").text("value"));
    Path home = Path.of(System.getProperty("user.home"));
    assertEquals(Optional.of(home.resolve("key")), value("~/key").path("value"));
    assertEquals(List.of(Path.of("/a"), home.resolve("b")), value("/a , ~/b").paths("value"));
    assertInvalid("option value is empty", () -> value(" ").text("value"));
    assertInvalid("option value names no file", () -> value("/a,,/b").paths("value"));
    assertInvalid("option value is no path", () -> value("a\0b").path("value"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://h", "https://nas.lan:9000/", "https://[::1]:1/a/b"})
  void readsEndpoints(String url) throws StoreException {
    assertEquals(Optional.of(URI.create(url)), value(url).endpoint("value"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "h:9000",
        "ftp://h",
        "https:///a",
        "https://u:hidden@h",
        "https://h?hidden",
        "http://h#a",
        "http://h/ hidden"
      })
  void refusesOtherEndpoints(String url) {
    String message = assertInvalid("option value is a scheme", () -> value(url).endpoint("value"));
    assertTrue(!message.contains("hidden"), message);
  }

  @Test
  void readsFlags() throws StoreException {
    for (String yes : List.of("true", "Yes", "on")) {
      assertEquals(Optional.of(true), value(yes).flag("value"));
    }
    for (String no : List.of("false", "no", "OFF")) {
      assertEquals(Optional.of(false), value(no).flag("value"));
    }
    assertInvalid("option value is true or false, not '1'", () -> value("1").flag("value"));
  }

  @Test
  void readsNumbersWithinBounds() throws StoreException {
    assertEquals(1, value("1").number("value", 7, 1, 9));
    assertEquals(9, value(" 9 ").number("value", 7, 1, 9));
    for (String wrong : List.of("0", "10", "many", "1.5", "99999999999")) {
      assertInvalid(
          "option value is a number from 1 to 9, not '" + wrong + "'",
          () -> value(wrong).number("value", 7, 1, 9));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "500ms, 500",
    "30s, 30000",
    "30, 30000",
    "2 m, 120000",
    "60m, 3600000",
    "1h, 3600000"
  })
  void readsDurations(String text, long millis) throws StoreException {
    assertEquals(Duration.ofMillis(millis), value(text).duration("value", Duration.ZERO));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0s", "-1s", "soon", "61m", "2h", "1d", "1.5s", "9999999999"})
  void refusesOtherDurations(String text) {
    assertInvalid(
        "option value is a time such as 30s, 500ms or 2m, of at most an hour, not '" + text + "'",
        () -> value(text).duration("value", Duration.ZERO));
  }

  @ParameterizedTest
  @CsvSource({"5, 5", "1KiB, 1024", "16 MiB, 16777216", "1GiB, 1073741824"})
  void readsSizes(String text, long bytes) throws StoreException {
    assertEquals(bytes, value(text).size("value", 0, 5, 1 << 30));
  }

  @ParameterizedTest
  @ValueSource(strings = {"4", "16M", "16MB", "-1", "1025MiB", "9999999999GiB", "99999999999"})
  void refusesOtherSizes(String text) {
    assertInvalid(
        "option value is a size such as 16MiB, from 5 bytes to 1 GiB, not '" + text + "'",
        () -> value(text).size("value", 0, 5, 1 << 30));
  }

  @Test
  void readsChoices() throws StoreException {
    assertEquals(Check.ACCEPT_NEW, value("accept-new").choice("value", Check.STRICT));
    Map<String, Integer> tiers = Map.of("hot", 1, "COLD", 2);
    assertEquals(Optional.of(1), value("Hot").choice("value", tiers));
    assertEquals(Optional.of(2), value("cold").choice("value", tiers));
    assertInvalid(
        "option value is one of accept-new, strict, not 'no'",
        () -> value("no").choice("value", Check.STRICT));
  }

  @Test
  void failuresNameTheUrl() throws StoreException {
    IllegalArgumentException cause = new IllegalArgumentException("too long");
    StoreException invalid = options(Map.of()).invalidUrl(cause);
    assertEquals("Provider nas: nas://h/p cannot be used: too long", invalid.getMessage());
    assertEquals(cause, invalid.getCause());
  }

  static String assertInvalid(String words, Executable call) {
    String message = refusal(call);
    assertTrue(message.contains(words), message);
    return message;
  }

  private static String refusal(Executable call) {
    StoreException refused = assertThrows(StoreException.class, call);
    assertEquals(Kind.INVALID, refused.kind());
    assertEquals("nas", refused.storeId());
    return String.valueOf(refused.getMessage());
  }

  private static StoreOptions value(String value) throws StoreException {
    return options(Map.of("value", value));
  }

  private static StoreOptions options(Map<String, String> options) throws StoreException {
    return StoreOptions.of(settings(options), NAMES);
  }

  private static StoreSettings settings(Map<String, String> options) {
    return new StoreSettings("nas", URI.create("nas://h/p"), options);
  }

  @Test
  void namesOfStoredSecretsAreTheProgramsOwn() {
    assertThrows(IllegalArgumentException.class, () -> OptionNames.of("client-secret"));
    assertThrows(
        IllegalArgumentException.class, () -> OptionNames.of().andSecrets("client-secret"));
  }
}

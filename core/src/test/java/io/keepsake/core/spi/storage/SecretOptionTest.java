package io.keepsake.core.spi.storage;

import static io.keepsake.core.spi.storage.StoreOptionsTest.assertInvalid;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.options.OptionNames;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretOptionTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"tulip 7", "tulip 7\n", "tulip 7\r\n", "tulip 7\n\n"})
  void aFileHoldsIt(String content) throws IOException {
    assertEquals(secret("tulip 7"), read("password-file", file(content)));
  }

  @Test
  void spacesBelongToIt() throws IOException {
    assertEquals(secret(" tulip "), read("password-file", file(" tulip \n")));
    assertEquals(secret(" tulip "), read("password", " tulip "));
  }

  @Test
  void aVariableHoldsIt() throws IOException {
    assertEquals(secret("tulip 7"), read("password-env", "PASSWORD"));
  }

  @Test
  void whatHoldsNoneIsNamed() throws IOException {
    Path missing = directory.resolve("missing");
    String large = file("tulip".repeat(20_000));
    String empty = file(" \n");
    assertInvalid(
        "option password-file names the file " + missing + ", which cannot be read",
        () -> read("password-file", missing.toString()));
    assertInvalid(
        "option password-file names a file that is too large to be a secret: " + large,
        () -> read("password-file", large));
    assertInvalid(
        "option password-file names the file %s, which is empty".formatted(empty),
        () -> read("password-file", empty));
    for (String variable : new String[] {"NONE", "EMPTY"}) {
      assertInvalid(
          "option password-env names the environment variable " + variable,
          () -> read("password-env", variable));
    }
  }

  @Test
  void onlyOneWayIsTaken() throws IOException {
    StoreOptions options = options(Map.of("password", "tulip 7", "password-env", "PASSWORD"));
    assertTrue(options.hasSecret("password"));
    String message =
        assertInvalid(
            "give only one of the options password, password-env",
            () -> options.secret("password"));
    assertFalse(message.contains("tulip"), message);
  }

  @Test
  void noneIsGiven() throws IOException {
    StoreOptions options = options(Map.of());
    assertFalse(options.hasSecret("password"));
    assertEquals(Optional.empty(), options.secret("password"));
  }

  private String file(String content) throws IOException {
    return Files.writeString(Files.createTempFile(directory, "secret", ""), content).toString();
  }

  private static Secret read(String name, String value) throws StoreException {
    return options(Map.of(name, value)).secret("password").orElseThrow();
  }

  private static Secret secret(String text) {
    return Secret.copyOf(text.getBytes(StandardCharsets.UTF_8));
  }

  private static StoreOptions options(Map<String, String> options) throws StoreException {
    return StoreOptions.of(
        new StoreSettings("nas", URI.create("nas://h/p"), options),
        OptionNames.of().andSecrets("password"),
        Map.of("PASSWORD", "tulip 7", "EMPTY", " "));
  }
}

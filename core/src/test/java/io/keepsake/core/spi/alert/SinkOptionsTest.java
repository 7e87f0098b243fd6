package io.keepsake.core.spi.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.options.OptionNames;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What sinks read beside what stores read; the reading itself is tried with those. */
final class SinkOptionsTest {

  private static final OptionNames NAMES = OptionNames.of("to", "port").andSecrets("url");

  private static SinkOptions options(Map<String, String> options) throws SinkSettingsException {
    return SinkOptions.of(
        new SinkSettings("team", "slack", options), NAMES, Map.of("HOOK", "https://h/tulip"));
  }

  @Test
  void listsAreSplitAtCommas() throws SinkSettingsException {
    assertEquals(List.of("a@b", "c@d"), options(Map.of("to", " a@b ,c@d")).list("to"));
    assertEquals(List.of(), options(Map.of()).list("to"));
    assertRefused(
        "Alert sink team: option to has nothing between two commas",
        () -> options(Map.of("to", "a@b,,c@d")).list("to"));
  }

  @Test
  void secretsAreReadFromWhereTheyAre() throws SinkSettingsException {
    assertEquals(
        Optional.of(Secret.copyOf("https://h/tulip".getBytes(StandardCharsets.UTF_8))),
        options(Map.of("url-env", "HOOK")).secret("url"));
  }

  @Test
  void whatIsWrongIsToldWithTheSinksName() {
    assertRefused(
        "Alert sink team: option port is a number from 1 to 9, not 'x'",
        () -> options(Map.of("port", "x")).number("port", 1, 1, 9));
    String unknown =
        assertRefused(
            "Alert sink team: there is no option 'ulr'; did you mean 'url-file' or 'url-env'?"
                + " The options are port, to, url-env, url-file",
            () -> options(Map.of("ulr", "https://h/tulip")));
    assertFalse(unknown.contains("tulip"), unknown);
  }

  private static String assertRefused(String message, Executable call) {
    String told = assertThrows(SinkSettingsException.class, call).getMessage();
    assertEquals(message, told);
    return told;
  }
}

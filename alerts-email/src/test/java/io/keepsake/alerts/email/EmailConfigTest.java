package io.keepsake.alerts.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.alert.SinkSettings;
import io.keepsake.core.spi.alert.SinkSettingsException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EmailConfigTest {

  private static EmailConfig config(Map<String, String> more) throws SinkSettingsException {
    Map<String, String> options =
        new HashMap<>(
            Map.of("host", "mail.example", "from", "k@example.org", "to", "ann@example.org"));
    options.putAll(more);
    options.values().removeIf("-"::equals);
    return EmailConfig.of(new SinkSettings("people", "email", options));
  }

  @ParameterizedTest
  @CsvSource({"starttls, 587", "tls, 465", "none, 25"})
  void thePortFollowsTheSecurity(String security, int port) throws SinkSettingsException {
    assertEquals(port, config(Map.of("security", security)).port());
    assertEquals(1, config(Map.of("security", security, "port", "1")).port());
  }

  @Test
  void startTlsIsTheDefault() throws SinkSettingsException {
    assertEquals(EmailConfig.Security.STARTTLS, config(Map.of()).security());
  }

  @Test
  void severalPeopleMayReadIt() throws SinkSettingsException {
    EmailConfig config = config(Map.of("to", "\"Ann, Bride\" <ann@example.org>, bob@example.org"));
    assertEquals(2, config.to().size());
    assertEquals("Ann, Bride", config.to().getFirst().getPersonal());
  }

  @Test
  void whatIsMissingIsNamed() {
    for (String name : new String[] {"host", "from", "to"}) {
      assertRefused("option " + name + " is missing", Map.of(name, "-"));
    }
    assertRefused("both a user and a password", Map.of("user", "ann"));
    assertRefused("both a user and a password", Map.of("password", "t5y6u7i8o9"));
  }

  @Test
  void whatIsNoAddressIsNamed() {
    assertRefused("option to holds addresses", Map.of("to", "ann"));
    assertRefused("option to holds addresses", Map.of("to", "ann@example.org\nBcc: x@y.org"));
    assertRefused("option from is one address", Map.of("from", "a@example.org, b@example.org"));
    assertRefused("option host is", Map.of("host", "mail.example/x"));
  }

  @Test
  void aPasswordIsNotSentAsItIs() throws SinkSettingsException {
    Map<String, String> login = Map.of("security", "none", "user", "ann", "password", "t5y6u7i8o9");
    assertRefused("everybody on the way could read the password", login);
    Map<String, String> allowed = new HashMap<>(login);
    allowed.put("clear-text", "allowed");
    EmailConfig config = config(allowed);
    assertFalse(config.toString().contains("t5y6u7i8o9"), config.toString());
    Map<String, String> here = new HashMap<>(login);
    here.put("host", "127.0.0.1");
    config(here);
  }

  private static void assertRefused(String words, Map<String, String> options) {
    String message = assertThrows(SinkSettingsException.class, () -> config(options)).getMessage();
    assertTrue(message.startsWith("Alert sink people: ") && message.contains(words), message);
    assertFalse(message.contains("t5y6u7i8o9"), message);
  }
}

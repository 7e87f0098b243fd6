package io.keepsake.alerts.outlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.spi.alert.SinkOptions;
import io.keepsake.core.spi.alert.SinkSettings;
import io.keepsake.core.spi.alert.SinkSettingsException;
import io.keepsake.core.spi.options.OptionNames;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RedactionTest {

  private static WebhookUrl url(String text) throws SinkSettingsException {
    SinkSettings settings = new SinkSettings("team", "slack", Map.of("url", text));
    return WebhookUrl.of(
        SinkOptions.of(settings, OptionNames.of("clear-text").andSecrets("url")), "url");
  }

  @Test
  void anAddressLosesAllButItsHost() throws SinkSettingsException {
    WebhookUrl url = url("https://hooks.example/services/T000/B0000000?sig=a%2Fbcdefg");
    Redaction redaction = Redaction.of(url, List.of("token"));
    assertEquals("https://hooks.example/***", url.toString());
    assertEquals("at https://hooks.example*** not", redaction.of("at " + url.address() + " not"));
    assertEquals("*** *** ***", redaction.of("B0000000 a/bcdefg token"));
    assertEquals("T000 is short", redaction.of("T000 is short"));
  }

  @Test
  void addressesAreExtended() throws SinkSettingsException {
    assertEquals("https://h/a/start", url("https://h/a").with("/start", "").address().toString());
    assertEquals("https://h/a/start", url("https://h/a/").with("/start", "").address().toString());
    assertEquals("https://h:9/a?r=1", url("https://h:9/a").with("", "r=1").address().toString());
    assertEquals(
        "https://h/a/fail?k=%20&r=1",
        url("https://h/a?k=%20").with("/fail", "r=1").address().toString());
  }
}

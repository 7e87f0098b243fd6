package io.keepsake.alerts.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.alert.Alert;
import io.keepsake.core.spi.alert.AlertSinkProvider;
import io.keepsake.core.spi.alert.Notification;
import io.keepsake.testkit.alert.HttpNotice;
import io.keepsake.testkit.alert.HttpSinkContract;
import io.keepsake.testkit.alert.JsonDocument;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The contract, with the JSON of the guide, a token and a signature. */
final class WebhookContractTest extends HttpSinkContract {

  private static final String TOKEN = "z1x2c3v4b5n6m7";
  private static final String KEY = "p0o9i8u7y6t5r4";

  WebhookContractTest() throws Exception {}

  @Override
  protected AlertSinkProvider provider() {
    return new WebhookSinkProvider();
  }

  @Override
  protected String type() {
    return "webhook";
  }

  @Override
  protected Map<String, String> options() {
    return Map.of("token", TOKEN, "signing-key", KEY);
  }

  @Override
  protected Set<String> secrets() {
    return Stream.concat(super.secrets().stream(), Stream.of(TOKEN, KEY))
        .collect(Collectors.toSet());
  }

  @Override
  protected List<String> received() {
    return receiver().received().stream()
        .map(notice -> notice.header("Idempotency-Key").orElseThrow())
        .toList();
  }

  @Override
  protected void check(Notification notification) throws Exception {
    HttpNotice notice = receiver().received().getLast();
    assertEquals("Bearer " + TOKEN, notice.header("Authorization").orElseThrow());
    assertEquals(notification.id(), notice.header("Idempotency-Key").orElseThrow());
    assertSigned(notice);
    Map<String, Object> json = JsonDocument.object(notice.body());
    assertEquals(
        Set.of("version", "id", "reason", "origin", "time", "severity", "alerts"), json.keySet());
    assertEquals(1L, json.get("version"));
    assertEquals(notification.id(), json.get("id"));
    assertEquals(word(notification.reason()), json.get("reason"));
    assertEquals(word(notification.severity()), json.get("severity"));
    assertEquals(sent(notification.origin()), json.get("origin"));
    assertEquals(notification.time(), Instant.parse((String) json.get("time")));
    List<Map<String, Object>> alerts = JsonDocument.objects(json.get("alerts"));
    assertEquals(notification.alerts().size(), alerts.size());
    for (int i = 0; i < alerts.size(); i++) {
      assertAlert(notification.alerts().get(i), alerts.get(i));
    }
  }

  private static void assertAlert(Alert alert, Map<String, Object> json) {
    assertEquals(sent(alert.identity()), json.get("identity"));
    assertEquals(sent(alert.rule()), json.get("rule"));
    assertEquals(sent(alert.subject()), json.get("subject"));
    assertEquals(word(alert.severity()), json.get("severity"));
    assertEquals(sent(alert.summary()), json.get("summary"));
    Map<String, String> facts =
        alert.facts().entrySet().stream()
            .collect(Collectors.toMap(e -> sent(e.getKey()), e -> sent(e.getValue())));
    assertEquals(facts, json.get("facts"));
    assertEquals(alert.since().toString(), json.get("since"));
    assertEquals(alert.ended().map(Instant::toString).orElse("-"), json.getOrDefault("ended", "-"));
  }

  /** UTF-8 has no half surrogates. */
  private static String sent(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static void assertSigned(HttpNotice notice) throws Exception {
    String timestamp = notice.header("Keepsake-Timestamp").orElseThrow();
    long age = Instant.now().getEpochSecond() - Long.parseLong(timestamp);
    assertTrue(age >= 0 && age < 120, timestamp);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
    byte[] hash = mac.doFinal(notice.body().getBytes(StandardCharsets.UTF_8));
    assertEquals(
        "v1=" + HexFormat.of().formatHex(hash), notice.header("Keepsake-Signature").orElseThrow());
  }
}

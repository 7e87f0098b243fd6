package io.keepsake.alerts.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.alert.AlertSink;
import io.keepsake.core.spi.alert.Delivery;
import io.keepsake.core.spi.alert.Notification;
import io.keepsake.core.spi.alert.SinkSettings;
import io.keepsake.core.spi.alert.SinkSettingsException;
import io.keepsake.testkit.alert.HttpNotice;
import io.keepsake.testkit.alert.HttpReceiver;
import io.keepsake.testkit.alert.JsonDocument;
import io.keepsake.testkit.alert.Notices;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BodyTemplateTest {

  @TempDir private Path directory;

  private static SinkSettings settings(int port, Map<String, String> more) {
    Map<String, String> options = new HashMap<>(more);
    options.put("url", "http://127.0.0.1:" + port + "/x");
    return new SinkSettings("own", "webhook", options);
  }

  private static HttpNotice sent(Notification notification, Map<String, String> options)
      throws Exception {
    try (HttpReceiver receiver = HttpReceiver.start();
        AlertSink sink = new WebhookSinkProvider().open(settings(receiver.port(), options))) {
      assertEquals(new Delivery.Accepted(), sink.deliver(notification, Duration.ofSeconds(60)));
      return receiver.received().getFirst();
    }
  }

  @Test
  void placeholdersAreFilledIn() throws Exception {
    Notification notification = Notices.mixed(Notification.Reason.REMINDER);
    HttpNotice notice =
        sent(
            notification,
            Map.of(
                "template",
                """
                {"t": "{{title}} ({{ count }})", "s": "{{severity}} {{reason}}", "a": {{alerts}}, "k": "{{id}}"}\
                """));
    Map<String, Object> json = JsonDocument.object(notice.body());
    assertEquals("Reminder: 3 alerts: 1 critical, 1 warning, 1 resolved (3)", json.get("t"));
    assertEquals("critical reminder", json.get("s"));
    assertEquals(3, JsonDocument.objects(json.get("a")).size());
    assertEquals(notification.id(), json.get("k"));
    assertTrue(
        notice.header("Authorization").isEmpty() && notice.header("Keepsake-Signature").isEmpty());
  }

  @Test
  void whatIsFilledInStaysBetweenItsQuotes() throws Exception {
    Notification hostile = Notices.hostile();
    Path file =
        Files.writeString(
            directory.resolve("t.json"), "{\"text\": \"{{text}}\", \"o\": \"{{origin}}\"}");
    Map<String, Object> json =
        JsonDocument.object(sent(hostile, Map.of("template-file", file.toString())).body());
    assertEquals(2, json.size());
    assertTrue(
        String.valueOf(json.get("text")).contains("{{id}} ${x} \"quoted\" \\"), json.toString());
    assertFalse(String.valueOf(json.get("text")).contains(hostile.id()), "filled in again");
  }

  @Test
  void otherTextIsNotEscaped() throws Exception {
    HttpNotice notice =
        sent(Notices.one(), Map.of("template", "{{text}}", "content-type", "text/plain"));
    assertEquals("text/plain", notice.header("Content-Type").orElseThrow());
    assertTrue(
        notice
            .body()
            .startsWith(
                "Critical: aws, provider offline\nphotos on studio, 2026-03-01 02:31 UTC\n"),
        notice.body());
    assertTrue(notice.body().contains("\n  last error: connection refused\n"), notice.body());
  }

  @Test
  void whatCannotWorkIsRefused() {
    assertRefused("{{titel}}, which there is not; did you mean {{title}}", "\"{{titel}}\"");
    assertRefused("is no JSON once it is filled in", "{\"a\": {{title}}}");
    assertRefused("is no JSON once it is filled in", "{\"a\": \"{{title}}\"");
    assertRefused("is no JSON once it is filled in", "{\"a\": \"{{alerts}}\"}");
    String missing =
        refused(Map.of("template-file", directory.resolve("none").toString())).getMessage();
    assertTrue(missing.contains("cannot be read"), missing);
    String both = refused(Map.of("template-file", "a", "template", "b")).getMessage();
    assertTrue(both.contains("not both"), both);
    String type = refused(Map.of("content-type", "text/plain\nX: y")).getMessage();
    assertTrue(type.contains("media type"), type);
    String token = refused(Map.of("token", "a\nX: y")).getMessage();
    assertTrue(token.contains("no header can carry"), token);
  }

  private static void assertRefused(String words, String template) {
    String message = refused(Map.of("template", template)).getMessage();
    assertTrue(message.contains(words), message);
  }

  private static SinkSettingsException refused(Map<String, String> options) {
    return assertThrows(
        SinkSettingsException.class, () -> new WebhookSinkProvider().open(settings(1, options)));
  }
}

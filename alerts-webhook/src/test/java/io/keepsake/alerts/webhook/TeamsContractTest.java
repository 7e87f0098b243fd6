package io.keepsake.alerts.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.alert.AlertSinkProvider;
import io.keepsake.core.spi.alert.Notification;
import io.keepsake.testkit.alert.HttpNotice;
import io.keepsake.testkit.alert.HttpSinkContract;
import io.keepsake.testkit.alert.JsonDocument;
import io.keepsake.testkit.alert.Notices;
import io.keepsake.testkit.alert.TeamsRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The contract, with messages that keep the rules of Teams. */
final class TeamsContractTest extends HttpSinkContract {

  TeamsContractTest() throws Exception {}

  @Override
  protected AlertSinkProvider provider() {
    return new WebhookSinkProvider();
  }

  @Override
  protected String type() {
    return "teams";
  }

  @Override
  protected List<String> received() {
    return receiver().received().stream()
        .map(HttpNotice::body)
        .map(TeamsContractTest::heading)
        .map(heading -> String.valueOf(heading.get("id")))
        .toList();
  }

  private static Map<String, Object> heading(String body) {
    Map<String, Object> attachment =
        JsonDocument.objects(JsonDocument.object(body).get("attachments")).getFirst();
    Map<String, Object> card = JsonDocument.members(attachment.get("content"));
    return JsonDocument.objects(card.get("body")).getFirst();
  }

  @Override
  protected void check(Notification notification) {
    HttpNotice notice = receiver().received().getLast();
    assertEquals("POST", notice.method());
    String all = String.join("\n", TeamsRules.check(notice.body()));
    assertTrue(all.contains(notification.origin().substring(0, 5)), all);
    notification.alerts().stream()
        .limit(5)
        .forEach(alert -> assertTrue(all.contains(alert.summary().strip().substring(0, 5)), all));
  }

  @Test
  void whatDoesNotFitIsCounted() throws Exception {
    deliver(openSink(), Notices.many(200), Duration.ofSeconds(60));
    List<String> all = TeamsRules.check(receiver().received().getLast().body());
    long shown = all.stream().filter(text -> text.matches("\\S+ \\w+: provider\\d+, .*")).count();
    Matcher more = Pattern.compile("and (\\d+) more.*").matcher(all.getLast());
    assertTrue(more.matches(), all.getLast());
    assertEquals(200, shown + Long.parseLong(more.group(1)));
    assertTrue(shown >= 5, shown + " are shown");
  }
}

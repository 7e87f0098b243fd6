package io.keepsake.alerts.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.alert.AlertSinkProvider;
import io.keepsake.core.spi.alert.Delivery;
import io.keepsake.core.spi.alert.Notification;
import io.keepsake.testkit.alert.HttpNotice;
import io.keepsake.testkit.alert.HttpReply;
import io.keepsake.testkit.alert.HttpSinkContract;
import io.keepsake.testkit.alert.JsonDocument;
import io.keepsake.testkit.alert.Notices;
import io.keepsake.testkit.alert.SlackRules;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract, with messages that keep Slack's rules. */
final class SlackContractTest extends HttpSinkContract {

  SlackContractTest() throws Exception {}

  @Override
  protected AlertSinkProvider provider() {
    return new SlackSinkProvider();
  }

  @Override
  protected String type() {
    return "slack";
  }

  /** Slack has no place for an id that it would return, so it is in the name of a block. */
  @Override
  protected List<String> received() {
    return receiver().received().stream()
        .map(HttpNotice::body)
        .map(JsonDocument::object)
        .map(message -> JsonDocument.objects(message.get("blocks")).getFirst())
        .map(header -> String.valueOf(header.get("block_id")))
        .toList();
  }

  @Override
  protected void check(Notification notification) {
    HttpNotice notice = receiver().received().getLast();
    assertEquals("POST", notice.method());
    assertTrue(notice.header("Content-Type").orElseThrow().startsWith("application/json"));
    String all = String.join("\n", SlackRules.check(notice.body()));
    assertTrue(all.contains(notification.origin().substring(0, 5)), all);
    notification.alerts().stream()
        .limit(47)
        .forEach(alert -> assertTrue(all.contains(alert.summary().strip().substring(0, 5)), all));
  }

  @Test
  void whatDoesNotFitIsCounted() throws Exception {
    deliver(openSink(), Notices.many(200), Duration.ofSeconds(60));
    String all = String.join("\n", SlackRules.check(receiver().received().getLast().body()));
    assertTrue(all.contains("and 153 more"), all);
  }

  @Test
  void slacksWordsAreExplained() throws Exception {
    for (String words :
        List.of("no_service", "channel_is_archived", "action_prohibited", "no_active_hooks")) {
      receiver().reply(HttpReply.of(403, words));
      Delivery delivery = deliver(openSink(), Notices.one(), Duration.ofSeconds(60));
      assertTrue(delivery.toString().matches(".*\"" + words + "\".*: .*; .*"), delivery.toString());
    }
  }
}

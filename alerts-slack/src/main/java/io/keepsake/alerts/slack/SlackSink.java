package io.keepsake.alerts.slack;

import io.keepsake.alerts.outlet.HttpMessage;
import io.keepsake.alerts.outlet.HttpOutlet;
import io.keepsake.alerts.outlet.JsonText;
import io.keepsake.alerts.outlet.Redaction;
import io.keepsake.alerts.outlet.WebhookUrl;
import io.keepsake.core.spi.alert.AlertSink;
import io.keepsake.core.spi.alert.Delivery;
import io.keepsake.core.spi.alert.Notification;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** One channel, behind one incoming webhook. */
final class SlackSink implements AlertSink {

  private final WebhookUrl url;
  private final HttpOutlet outlet;

  SlackSink(WebhookUrl url, InstantSource clock) {
    this.url = url;
    outlet =
        new HttpOutlet(
            "Slack (" + url.peer() + ")",
            (_, words) -> advice(words),
            Redaction.of(url, List.of()),
            clock);
  }

  @Override
  public Delivery deliver(Notification notification, Duration deadline)
      throws InterruptedException {
    String message = JsonText.of(SlackMessage.of(notification));
    return outlet.send(url, HttpMessage.json(message), deadline);
  }

  /**
   * What Slack's words mean; see <a
   * href="https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks">its list</a>.
   */
  private static Optional<String> advice(String words) {
    return Optional.ofNullable(
        switch (words) {
          case "no_service", "no_service_id", "invalid_token", "no_team" ->
              "Slack does not know this webhook any more; make a new one and give its address to"
                  + " this sink";
          case "channel_not_found", "channel_is_archived" ->
              "the webhook's channel is gone; make a webhook for another one and give its address"
                  + " to this sink";
          case "action_prohibited", "posting_to_general_channel_denied" ->
              "an administrator of the workspace does not let this webhook write there; ask for"
                  + " leave, or make one for another channel";
          case "no_active_hooks", "team_disabled" ->
              "webhooks are switched off in this workspace; ask its administrator";
          default -> null;
        });
  }

  @Override
  public void close() {
    outlet.close();
  }
}

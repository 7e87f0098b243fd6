package io.keepsake.alerts.webhook;

import io.keepsake.alerts.outlet.HttpMessage;
import io.keepsake.alerts.outlet.HttpOutlet;
import io.keepsake.alerts.outlet.Redaction;
import io.keepsake.alerts.outlet.WebhookUrl;
import io.keepsake.core.spi.alert.AlertSink;
import io.keepsake.core.spi.alert.Delivery;
import io.keepsake.core.spi.alert.Notification;
import io.keepsake.core.spi.alert.SinkOptions;
import io.keepsake.core.spi.alert.SinkSettings;
import io.keepsake.core.spi.alert.SinkSettingsException;
import io.keepsake.core.spi.options.OptionNames;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** One chat or channel of Microsoft Teams, behind the webhook of a workflow. */
final class TeamsSink implements AlertSink {

  static final OptionNames OPTIONS = OptionNames.of(WebhookUrl.CLEAR_TEXT).andSecrets("url");

  private final WebhookUrl url;
  private final HttpOutlet outlet;

  private TeamsSink(WebhookUrl url, InstantSource clock) {
    this.url = url;
    outlet =
        new HttpOutlet(
            "Teams (" + url.peer() + ")",
            (status, _) -> advice(status),
            Redaction.of(url, List.of()),
            clock);
  }

  /**
   * A sink with these settings.
   *
   * @throws SinkSettingsException if they cannot be used
   */
  static TeamsSink open(SinkSettings settings, InstantSource clock) throws SinkSettingsException {
    return new TeamsSink(WebhookUrl.of(SinkOptions.of(settings, OPTIONS), "url"), clock);
  }

  @Override
  public Delivery deliver(Notification notification, Duration deadline)
      throws InterruptedException {
    return outlet.send(url, HttpMessage.json(TeamsCard.of(notification)), deadline);
  }

  private static Optional<String> advice(int status) {
    return switch (status) {
      case 401, 403 ->
          Optional.of(
              "the workflow lets only people of the tenant in; set its trigger to \"anyone\", or"
                  + " its signature has changed: give its present address to this sink");
      case 404, 410 ->
          Optional.of(
              "the workflow is gone or switched off; switch it on, or make a new one and give its"
                  + " address to this sink");
      default -> Optional.empty();
    };
  }

  @Override
  public void close() {
    outlet.close();
  }
}

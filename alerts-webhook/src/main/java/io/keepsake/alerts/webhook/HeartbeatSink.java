package io.keepsake.alerts.webhook;

import io.keepsake.alerts.outlet.HttpMessage;
import io.keepsake.alerts.outlet.HttpOutlet;
import io.keepsake.alerts.outlet.Redaction;
import io.keepsake.alerts.outlet.SafeText;
import io.keepsake.alerts.outlet.WebhookUrl;
import io.keepsake.core.spi.alert.AlertSink;
import io.keepsake.core.spi.alert.Delivery;
import io.keepsake.core.spi.alert.Heartbeat;
import io.keepsake.core.spi.alert.Notification;
import io.keepsake.core.spi.alert.SinkOptions;
import io.keepsake.core.spi.alert.SinkSettings;
import io.keepsake.core.spi.alert.SinkSettingsException;
import io.keepsake.core.spi.options.OptionNames;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A watcher that expects signs of life, as healthchecks.io and programs like it do: at the address
 * itself for a success, at {@code /start} and {@code /fail} under it for the others. Notices are
 * not for it: it accepts them and does nothing.
 */
final class HeartbeatSink implements AlertSink {

  static final OptionNames OPTIONS =
      OptionNames.of(WebhookUrl.CLEAR_TEXT, "method", "jobs").andSecrets("url");

  /** What healthchecks.io keeps of a body. */
  private static final int BODY = 10_000;

  private static final String RUN_ID =
      "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";

  private final WebhookUrl url;
  private final Method method;
  private final Set<String> jobs;
  private final HttpOutlet outlet;

  private HeartbeatSink(WebhookUrl url, Method method, Set<String> jobs, InstantSource clock) {
    this.url = url;
    this.method = method;
    this.jobs = Set.copyOf(jobs);
    outlet =
        new HttpOutlet(
            "The watcher at " + url.peer(),
            (status, _) -> advice(status),
            Redaction.of(url, List.of()),
            clock);
  }

  /** How a sign is sent. */
  enum Method {
    /** With the job's message in its body. */
    POST,
    /** Without. */
    GET
  }

  /**
   * A sink with these settings.
   *
   * @throws SinkSettingsException if they cannot be used
   */
  static HeartbeatSink open(SinkSettings settings, InstantSource clock)
      throws SinkSettingsException {
    SinkOptions options = SinkOptions.of(settings, OPTIONS);
    return new HeartbeatSink(
        WebhookUrl.of(options, "url"),
        options.choice("method", Method.POST),
        new HashSet<>(options.list("jobs")),
        clock);
  }

  @Override
  public Delivery deliver(Notification notification, Duration deadline) {
    return new Delivery.Accepted();
  }

  @Override
  public Delivery beat(Heartbeat heartbeat, Duration deadline) throws InterruptedException {
    if (!jobs.isEmpty() && !jobs.contains(heartbeat.job())) {
      return new Delivery.Accepted();
    }
    String ending =
        switch (heartbeat.beat()) {
          case START -> "/start";
          case SUCCESS -> "";
          case FAILURE -> "/fail";
        };
    String query = heartbeat.run().matches(RUN_ID) ? "rid=" + heartbeat.run() : "";
    HttpMessage message =
        new HttpMessage(
            method.name(),
            "text/plain; charset=utf-8",
            SafeText.lines(heartbeat.message(), BODY),
            Map.of());
    return outlet.send(url.with(ending, query), message, deadline);
  }

  private static Optional<String> advice(int status) {
    return switch (status) {
      case 404, 410 ->
          Optional.of(
              "it watches nothing at that address; make the check anew and give its address to this"
                  + " sink");
      case 405 ->
          Optional.of("it does not take this kind of request; set method to get or to post");
      default -> Optional.empty();
    };
  }

  @Override
  public void close() {
    outlet.close();
  }
}

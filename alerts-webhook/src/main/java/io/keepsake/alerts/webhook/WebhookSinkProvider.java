package io.keepsake.alerts.webhook;

import io.keepsake.core.spi.alert.AlertSink;
import io.keepsake.core.spi.alert.AlertSinkProvider;
import io.keepsake.core.spi.alert.SinkSettings;
import io.keepsake.core.spi.alert.SinkSettingsException;
import io.keepsake.core.spi.options.OptionNames;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/** Opens sinks of the types {@code teams}, {@code webhook} and {@code heartbeat}. */
public final class WebhookSinkProvider implements AlertSinkProvider {

  /** Found by {@link java.util.ServiceLoader}. */
  public WebhookSinkProvider() {}

  @Override
  public int spiVersion() {
    return SPI_VERSION;
  }

  @Override
  public String name() {
    return "webhook";
  }

  @Override
  public Set<String> types() {
    return Set.of("teams", "webhook", "heartbeat");
  }

  @Override
  public Optional<OptionNames> options(String type) {
    return switch (type) {
      case "teams" -> Optional.of(TeamsSink.OPTIONS);
      case "webhook" -> Optional.of(WebhookConfig.OPTIONS);
      case "heartbeat" -> Optional.of(HeartbeatSink.OPTIONS);
      default -> Optional.empty();
    };
  }

  @Override
  public AlertSink open(SinkSettings settings) throws SinkSettingsException {
    Clock clock = Clock.systemUTC();
    return switch (settings.type()) {
      case "teams" -> TeamsSink.open(settings, clock);
      case "webhook" -> WebhookSink.open(WebhookConfig.of(settings), clock);
      case "heartbeat" -> HeartbeatSink.open(settings, clock);
      default ->
          throw new SinkSettingsException(
              "Alert sink %s: its type is teams, webhook or heartbeat, not '%s'"
                  .formatted(settings.id(), settings.type()));
    };
  }
}

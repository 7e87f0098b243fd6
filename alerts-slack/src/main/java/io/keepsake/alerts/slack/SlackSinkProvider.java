package io.keepsake.alerts.slack;

import io.keepsake.alerts.outlet.WebhookUrl;
import io.keepsake.core.spi.alert.AlertSink;
import io.keepsake.core.spi.alert.AlertSinkProvider;
import io.keepsake.core.spi.alert.SinkOptions;
import io.keepsake.core.spi.alert.SinkSettings;
import io.keepsake.core.spi.alert.SinkSettingsException;
import io.keepsake.core.spi.options.OptionNames;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/** Opens sinks of type {@code slack}: the option {@code url} is an incoming webhook's address. */
public final class SlackSinkProvider implements AlertSinkProvider {

  private static final OptionNames OPTIONS =
      OptionNames.of(WebhookUrl.CLEAR_TEXT).andSecrets("url");

  /** Found by {@link java.util.ServiceLoader}. */
  public SlackSinkProvider() {}

  @Override
  public int spiVersion() {
    return SPI_VERSION;
  }

  @Override
  public String name() {
    return "slack";
  }

  @Override
  public Set<String> types() {
    return Set.of("slack");
  }

  @Override
  public Optional<OptionNames> options(String type) {
    return Optional.of(OPTIONS);
  }

  @Override
  public AlertSink open(SinkSettings settings) throws SinkSettingsException {
    SinkOptions options = SinkOptions.of(settings, OPTIONS);
    return new SlackSink(WebhookUrl.of(options, "url"), Clock.systemUTC());
  }
}

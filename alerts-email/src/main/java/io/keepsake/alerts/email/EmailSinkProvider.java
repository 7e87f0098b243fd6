package io.keepsake.alerts.email;

import io.keepsake.core.spi.alert.AlertSink;
import io.keepsake.core.spi.alert.AlertSinkProvider;
import io.keepsake.core.spi.alert.SinkSettings;
import io.keepsake.core.spi.alert.SinkSettingsException;
import io.keepsake.core.spi.options.OptionNames;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;

/** Opens sinks of type {@code email}, each for some people behind one mail server. */
public final class EmailSinkProvider implements AlertSinkProvider {

  /** Found by {@link java.util.ServiceLoader}. */
  public EmailSinkProvider() {}

  @Override
  public int spiVersion() {
    return SPI_VERSION;
  }

  @Override
  public String name() {
    return "email";
  }

  @Override
  public Set<String> types() {
    return Set.of("email");
  }

  @Override
  public Optional<OptionNames> options(String type) {
    return Optional.of(EmailConfig.OPTIONS);
  }

  @Override
  public AlertSink open(SinkSettings settings) throws SinkSettingsException {
    EmailConfig config = EmailConfig.of(settings);
    try {
      return new EmailSink(config, SSLContext.getDefault());
    } catch (NoSuchAlgorithmException e) {
      throw new SinkSettingsException(
          "Alert sink %s: this Java has no TLS (%s)".formatted(settings.id(), e.getMessage()));
    }
  }
}

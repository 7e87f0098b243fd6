package io.keepsake.cli.secret;

import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.spi.alert.AlertSink;
import io.keepsake.core.spi.alert.AlertSinkProvider;
import io.keepsake.core.spi.alert.SinkSettings;
import io.keepsake.core.spi.alert.SinkSettingsException;
import java.util.Set;

/**
 * An opener of alert sinks that gets values for the secrets that their options name: the newest
 * ones.
 *
 * @param provider what opens the sinks
 * @param file where the values are
 */
record SecretSinkProvider(AlertSinkProvider provider, SecretsFile file)
    implements AlertSinkProvider {

  @Override
  public int spiVersion() {
    return provider.spiVersion();
  }

  @Override
  public String name() {
    return provider.name();
  }

  @Override
  public Set<String> types() {
    return provider.types();
  }

  @Override
  public AlertSink open(SinkSettings settings) throws SinkSettingsException {
    if (!SecretReferences.areIn(settings.options())) {
      return provider.open(settings);
    }
    ResolvedOptions resolved = resolved(settings);
    try {
      return provider.open(new SinkSettings(settings.id(), settings.type(), resolved.forPlugin()));
    } catch (SinkSettingsException e) {
      throw new SinkSettingsException(resolved.hidden(String.valueOf(e.getMessage())));
    }
  }

  private ResolvedOptions resolved(SinkSettings settings) throws SinkSettingsException {
    try {
      return SecretReferences.of(settings.options()).resolve(file.read(), StoredSecret::newest);
    } catch (IllegalArgumentException e) {
      throw new SinkSettingsException(
          "Alert sink %s: option %s".formatted(settings.id(), e.getMessage()));
    } catch (UsageException e) {
      throw new SinkSettingsException("Alert sink %s: %s".formatted(settings.id(), e.getMessage()));
    }
  }
}

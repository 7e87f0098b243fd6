package io.keepsake.core.plugin;

import io.keepsake.core.spi.alert.AlertSink;
import io.keepsake.core.spi.alert.AlertSinkProvider;
import io.keepsake.core.spi.alert.SinkSettings;
import io.keepsake.core.spi.alert.SinkSettingsException;
import io.keepsake.core.spi.options.OptionNames;
import java.util.Optional;
import java.util.Set;

/** An opener of alert sinks, and its sinks, in their own context class loader. */
record ContextSinkProvider(AlertSinkProvider provider) implements AlertSinkProvider {

  @Override
  public int spiVersion() {
    return provider.spiVersion();
  }

  @Override
  public String name() {
    try (var _ = ContextClassLoader.of(provider)) {
      return provider.name();
    }
  }

  @Override
  public Set<String> types() {
    try (var _ = ContextClassLoader.of(provider)) {
      return provider.types();
    }
  }

  @Override
  public Optional<OptionNames> options(String type) {
    try (var _ = ContextClassLoader.of(provider)) {
      return provider.options(type);
    } catch (LinkageError broken) {
      return Optional.empty(); // to open it says what is broken
    }
  }

  @Override
  public AlertSink open(SinkSettings settings) throws SinkSettingsException {
    try (var _ = ContextClassLoader.of(provider)) {
      return new ContextSink(provider.open(settings));
    } catch (LinkageError broken) {
      throw new SinkSettingsException(
          "The plugin for "
              + settings.type()
              + " is broken and cannot open alert sink "
              + settings.id()
              + ": "
              + Causes.of(broken)
              + ". Install it anew");
    }
  }
}

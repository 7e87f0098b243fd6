package io.keepsake.cli.agent;

import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.alert.AlertSink;
import io.keepsake.core.spi.alert.AlertSinkProvider;
import io.keepsake.core.spi.alert.Delivery;
import io.keepsake.core.spi.alert.Heartbeat;
import io.keepsake.core.spi.alert.SinkSettings;
import io.keepsake.core.spi.alert.SinkSettingsException;
import io.keepsake.monitor.schedule.HeartbeatListener;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open alert sinks of an agent; hands heartbeats to all of them. */
final class SinkSet implements HeartbeatListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SinkSet.class);
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final Map<String, AlertSink> sinks;

  private SinkSet(Map<String, AlertSink> sinks) {
    this.sinks = sinks;
  }

  /**
   * Opens all of them.
   *
   * @throws UsageException if one has no plugin, or its settings cannot be used
   */
  static SinkSet open(List<SinkSettings> settings, Plugins plugins) throws UsageException {
    SinkSet set = new SinkSet(new LinkedHashMap<>());
    try {
      for (SinkSettings each : settings) {
        set.sinks.put(each.id(), provider(each, plugins).open(each));
      }
      return set;
    } catch (SinkSettingsException e) {
      set.close();
      throw UsageException.configuration(String.valueOf(e.getMessage()));
    } catch (UsageException | RuntimeException e) {
      set.close();
      throw e;
    }
  }

  private static AlertSinkProvider provider(SinkSettings settings, Plugins plugins)
      throws UsageException {
    Optional<AlertSinkProvider> provider = plugins.sink(settings.type());
    if (provider.isPresent()) {
      return provider.get();
    }
    StringBuilder problems = new StringBuilder();
    plugins
        .problems()
        .forEach(
            each ->
                problems
                    .append("; plugin ")
                    .append(each.plugin())
                    .append(": ")
                    .append(each.problem()));
    throw UsageException.configuration(
        "No plugin delivers alerts of type '%s', which sink %s needs; 'keepsake plugins' lists what is installed%s."
            .formatted(settings.type(), settings.id(), problems));
  }

  /** By their ids. */
  Map<String, AlertSink> byId() {
    return Map.copyOf(sinks);
  }

  @Override
  public void beat(Heartbeat heartbeat) throws InterruptedException {
    for (Map.Entry<String, AlertSink> sink : sinks.entrySet()) {
      switch (sink.getValue().beat(heartbeat, DEADLINE)) {
        case Delivery.Accepted _ -> {}
        case Delivery.Deferred(String reason, _) -> notTaken(sink.getKey(), heartbeat, reason);
        case Delivery.Refused(String reason) -> notTaken(sink.getKey(), heartbeat, reason);
      }
    }
  }

  private static void notTaken(String sink, Heartbeat heartbeat, String reason) {
    LOG.warn("Sink {} did not take the sign of life of {}: {}", sink, heartbeat.job(), reason);
  }

  @Override
  public void close() {
    sinks.values().forEach(AlertSink::close);
  }
}

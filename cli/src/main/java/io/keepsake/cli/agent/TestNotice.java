package io.keepsake.cli.agent;

import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.alert.Alert;
import io.keepsake.core.spi.alert.AlertSink;
import io.keepsake.core.spi.alert.Delivery;
import io.keepsake.core.spi.alert.Notification;
import io.keepsake.core.spi.alert.Severity;
import io.keepsake.core.spi.alert.SinkSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A notice that says nothing but that notices arrive. */
public final class TestNotice {

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private TestNotice() {}

  /**
   * Sends one to each sink.
   *
   * @param origin which vault on which machine
   * @return what became of it, by the sinks' ids
   * @throws UsageException if a sink cannot be as it is configured
   */
  public static Map<String, Delivery> send(List<SinkSettings> sinks, Plugins plugins, String origin)
      throws UsageException, InterruptedException {
    Map<String, Delivery> answers = new LinkedHashMap<>();
    try (SinkSet open = SinkSet.open(sinks, plugins)) {
      Map<String, AlertSink> byId = open.byId();
      for (SinkSettings each : sinks) {
        AlertSink sink = Optional.ofNullable(byId.get(each.id())).orElseThrow();
        answers.put(each.id(), sink.deliver(notice(origin), DEADLINE));
      }
    }
    return answers;
  }

  private static Notification notice(String origin) {
    Instant now = Instant.now();
    Alert alert =
        new Alert(
            "test/vault",
            "test",
            "vault",
            Severity.WARNING,
            "This is a test: notices about this vault arrive here",
            Map.of(),
            now,
            Optional.empty());
    return new Notification(
        "test-" + UUID.randomUUID(), Notification.Reason.TEST, origin, now, List.of(alert));
  }
}

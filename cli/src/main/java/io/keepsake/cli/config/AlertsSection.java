package io.keepsake.cli.config;

import io.keepsake.cli.config.shape.Keys;
import io.keepsake.cli.config.shape.Shape;
import io.keepsake.core.spi.alert.Severity;
import io.keepsake.core.spi.alert.SinkSettings;
import io.keepsake.monitor.alert.rule.AlertLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The section {@code alerts}: who is told of what, when, and thresholds. */
final class AlertsSection {

  private static final String LIMITS = "limits";
  private static final String SINKS = "sinks";
  private static final String LEAST = "min-severity";
  private static final String HEARTBEAT = "heartbeat";
  private static final Map<String, Severity> SEVERITIES =
      Map.of("warning", Severity.WARNING, "critical", Severity.CRITICAL);

  static final Keys SINK_KEYS =
      Keys.of()
          .required("id", Shape.Text.ANY, "What messages call the sink.")
          .required(
              "type", Shape.Text.ANY, "slack, teams, webhook, email, heartbeat, or a plugin's.")
          .with(
              LEAST,
              new Shape.Words(List.copyOf(new TreeSet<>(SEVERITIES.keySet()).descendingSet())),
              "Leaving it out means warning: it is told of everything.")
          .andOptions();

  static final Keys KEYS =
      Keys.of()
          .with(LIMITS, new Shape.Part(AlertsSection::limitKeys), "Thresholds of the rules.")
          .and(AlertPolicySection.KEYS)
          .with(SINKS, new Shape.Parts(() -> SINK_KEYS, 0), "Who is told.");

  private final Section section;
  private final Problems problems;
  private final SinkSecrets secrets;

  AlertsSection(Node node, Problems problems, SinkSecrets secrets) {
    this.section = Section.of(node, "alerts", KEYS, problems);
    this.problems = problems;
    this.secrets = secrets;
    section.requireKnown();
  }

  private static Keys limitKeys() {
    Keys keys = Keys.of();
    for (String name : AlertLimits.names()) {
      keys =
          keys.with(name, Shape.Text.ANY, "A time such as 12h, a share such as 85%, or a number.");
    }
    return keys;
  }

  /** What it says. Of use only if no problem was noted. */
  AlertPlan read() {
    List<SinkSettings> sinks = new ArrayList<>();
    Map<String, Severity> least = new TreeMap<>();
    List<Node> entries =
        section.entries(SINKS, "a list of sinks, each with id and type, is expected");
    for (int i = 0; i < entries.size(); i++) {
      Section sink =
          Section.of(entries.get(i), "alerts.sinks[%d]".formatted(i + 1), SINK_KEYS, problems);
      Severity from = least(sink);
      Optional<SinkSettings> settings = sink(sink);
      if (settings.isPresent() && least.put(settings.get().id(), from) != null) {
        sink.wrong("id", "ids differ");
      }
      settings.ifPresent(sinks::add);
    }
    return new AlertPlan(limits(), new AlertPolicySection(section, problems).read(), sinks, least);
  }

  private AlertLimits limits() {
    Optional<Node> node = section.value(LIMITS);
    if (node.isEmpty()) {
      return AlertLimits.STANDARD;
    }
    try {
      return AlertLimits.STANDARD.with(
          Section.of(node.get(), section.path(LIMITS), Keys.ANY, problems).texts());
    } catch (IllegalArgumentException e) {
      section.wrong(LIMITS, String.valueOf(e.getMessage()));
      return AlertLimits.STANDARD;
    }
  }

  private static Severity least(Section sink) {
    Optional<String> word = sink.scalar(LEAST).map(ScalarNode::getValue);
    Optional<Severity> known = word.flatMap(text -> Optional.ofNullable(SEVERITIES.get(text)));
    if (word.isPresent() && known.isEmpty()) {
      sink.wrong(LEAST, "'warning', which is what leaving it out means, or 'critical' is expected");
    }
    if (word.isPresent() && sink.scalar("type").filter(AlertsSection::isHeartbeat).isPresent()) {
      sink.wrong(LEAST, "a heartbeat gets no alerts, but signs of life; leave this out");
    }
    return known.orElse(Severity.WARNING);
  }

  private static boolean isHeartbeat(ScalarNode type) {
    return type.getValue().equals(HEARTBEAT);
  }

  private Optional<SinkSettings> sink(Section sink) {
    Optional<ScalarNode> id = sink.required("id", "a short name of your choice is expected");
    Optional<ScalarNode> type =
        sink.required("type", "slack, teams, webhook, email or heartbeat is expected");
    Map<String, String> options = secrets.options(sink, problems);
    if (id.isEmpty() || type.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new SinkSettings(id.get().getValue(), type.get().getValue(), options));
    } catch (IllegalArgumentException e) {
      problems.add(sink.node(), sink.path(""), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}

package io.keepsake.cli.config;

import io.keepsake.core.spi.alert.SinkSettings;
import io.keepsake.monitor.alert.rule.AlertLimits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The section {@code alerts}: who is told, and thresholds that replace the usual ones. */
final class AlertsSection {

  private static final String LIMITS = "limits";
  private static final String SINKS = "sinks";
  private static final List<String> SINK_KEYS = List.of("id", "type");

  private final Section section;
  private final Problems problems;

  AlertsSection(Node node, Problems problems) {
    this.section = Section.of(node, "alerts", problems);
    this.problems = problems;
    section.requireKnown(List.of(LIMITS, SINKS));
  }

  /** The thresholds. Of use only if no problem was noted. */
  AlertLimits limits() {
    Optional<Node> node = section.value(LIMITS);
    if (node.isEmpty()) {
      return AlertLimits.STANDARD;
    }
    try {
      return AlertLimits.STANDARD.with(
          Section.of(node.get(), section.path(LIMITS), problems).texts());
    } catch (IllegalArgumentException e) {
      section.wrong(LIMITS, String.valueOf(e.getMessage()));
      return AlertLimits.STANDARD;
    }
  }

  /** Who is told. Of use only if no problem was noted. */
  List<SinkSettings> sinks() {
    List<SinkSettings> sinks = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    List<Node> entries =
        section.entries(SINKS, "a list of sinks, each with id and type, is expected");
    for (int i = 0; i < entries.size(); i++) {
      Section sink = Section.of(entries.get(i), "alerts.sinks[%d]".formatted(i + 1), problems);
      Optional<SinkSettings> settings = sink(sink);
      if (settings.isPresent() && !ids.add(settings.get().id())) {
        sink.wrong("id", "ids differ");
      }
      settings.ifPresent(sinks::add);
    }
    return List.copyOf(sinks);
  }

  private Optional<SinkSettings> sink(Section sink) {
    Optional<ScalarNode> id = sink.required("id", "a short name of your choice is expected");
    Optional<ScalarNode> type =
        sink.required("type", "slack, teams, webhook, email or heartbeat is expected");
    Map<String, String> options = new LinkedHashMap<>();
    sink.others(SINK_KEYS)
        .forEach(
            (key, value) -> {
              if (value instanceof ScalarNode scalar) {
                options.put(key, scalar.getValue());
              } else {
                problems.add(value, sink.path(key), "an option is a single value");
              }
            });
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

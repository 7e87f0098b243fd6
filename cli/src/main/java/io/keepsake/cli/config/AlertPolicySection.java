package io.keepsake.cli.config;

import io.keepsake.monitor.alert.state.AlertPolicy;
import io.keepsake.monitor.alert.state.FlappingPolicy;
import io.keepsake.monitor.alert.state.GroupingPolicy;
import io.keepsake.monitor.alert.state.ReminderPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the section {@code alerts} says of when people are told. */
final class AlertPolicySection {

  static final String GROUPING = "grouping";
  static final String REMINDERS = "reminders";
  static final String FLAPPING = "flapping";

  private static final String WINDOW = "window";
  private static final String CRITICAL_WINDOW = "critical-window";
  private static final String MOST = "most";
  private static final String WARNING = "warning";
  private static final String CRITICAL = "critical";
  private static final String CHANGES = "changes";
  private static final String WITHIN = "within";
  private static final String CALM = "calm";

  private final Section alerts;
  private final Problems problems;

  AlertPolicySection(Section alerts, Problems problems) {
    this.alerts = alerts;
    this.problems = problems;
  }

  /** What it says. Of use only if no problem was noted. */
  AlertPolicy read() {
    AlertPolicy usual = AlertPolicy.STANDARD;
    return AlertPolicy.of(
        part(GROUPING, usual.grouping(), List.of(WINDOW, CRITICAL_WINDOW, MOST), this::grouping),
        part(REMINDERS, usual.reminders(), List.of(WARNING, CRITICAL), this::reminders),
        part(FLAPPING, usual.flapping(), List.of(CHANGES, WITHIN, CALM), this::flapping));
  }

  private <T> T part(String key, T usual, List<String> known, Function<Section, T> read) {
    if (alerts.value(key).isEmpty()) {
      return usual;
    }
    Section section = Section.of(alerts.value(key).get(), alerts.path(key), problems);
    section.requireKnown(known);
    try {
      return read.apply(section);
    } catch (IllegalArgumentException e) {
      alerts.wrong(key, String.valueOf(e.getMessage()));
      return usual;
    }
  }

  /** A window that is shorter than the usual one of what is critical is one for both. */
  private GroupingPolicy grouping(Section section) {
    GroupingPolicy usual = AlertPolicy.STANDARD.grouping();
    Duration window = section.duration(WINDOW).orElse(usual.window());
    Optional<Duration> critical = section.duration(CRITICAL_WINDOW);
    Duration shorter =
        window.compareTo(usual.criticalWindow()) < 0 ? window : usual.criticalWindow();
    return new GroupingPolicy(
        window, critical.orElse(shorter), section.count(MOST).orElse(usual.most()));
  }

  private ReminderPolicy reminders(Section section) {
    ReminderPolicy usual = AlertPolicy.STANDARD.reminders();
    return new ReminderPolicy(
        section.duration(WARNING).orElse(usual.warning()),
        section.duration(CRITICAL).orElse(usual.critical()));
  }

  private FlappingPolicy flapping(Section section) {
    FlappingPolicy usual = AlertPolicy.STANDARD.flapping();
    return new FlappingPolicy(
        section.count(CHANGES).orElse(usual.changes()),
        section.duration(WITHIN).orElse(usual.window()),
        section.duration(CALM).orElse(usual.calm()));
  }
}

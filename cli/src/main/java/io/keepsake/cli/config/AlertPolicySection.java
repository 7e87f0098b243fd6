package io.keepsake.cli.config;

import io.keepsake.cli.config.shape.Keys;
import io.keepsake.cli.config.shape.Shape;
import io.keepsake.monitor.alert.state.AlertPolicy;
import io.keepsake.monitor.alert.state.FlappingPolicy;
import io.keepsake.monitor.alert.state.GroupingPolicy;
import io.keepsake.monitor.alert.state.ReminderPolicy;
import java.time.Duration;
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

  private static final Keys GROUPING_KEYS =
      Keys.of()
          .with(WINDOW, new Shape.Time(), "How long a notice waits for more to tell.")
          .with(CRITICAL_WINDOW, new Shape.Time(), "The same if something is critical.")
          .with(MOST, new Shape.Count(), "How many alerts one notice tells of.");
  private static final Keys REMINDERS_KEYS =
      Keys.of()
          .with(WARNING, new Shape.Time(), "Time between two notices of a warning that goes on.")
          .with(CRITICAL, new Shape.Time(), "The same of what is critical.");
  private static final Keys FLAPPING_KEYS =
      Keys.of()
          .with(CHANGES, new Shape.Count(), "So many changes ...")
          .with(WITHIN, new Shape.Time(), "... within so long are flapping ...")
          .with(CALM, new Shape.Time(), "... until nothing has changed for so long.");

  static final Keys KEYS =
      Keys.of()
          .with(GROUPING, new Shape.Part(() -> GROUPING_KEYS), "How notices are put together.")
          .with(REMINDERS, new Shape.Part(() -> REMINDERS_KEYS), "How often it is told again.")
          .with(FLAPPING, new Shape.Part(() -> FLAPPING_KEYS), "What comes and goes.");

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
        part(GROUPING, usual.grouping(), GROUPING_KEYS, this::grouping),
        part(REMINDERS, usual.reminders(), REMINDERS_KEYS, this::reminders),
        part(FLAPPING, usual.flapping(), FLAPPING_KEYS, this::flapping));
  }

  private <T> T part(String key, T usual, Keys keys, Function<Section, T> read) {
    if (alerts.value(key).isEmpty()) {
      return usual;
    }
    Section section = Section.of(alerts.value(key).get(), alerts.path(key), keys, problems);
    section.requireKnown();
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

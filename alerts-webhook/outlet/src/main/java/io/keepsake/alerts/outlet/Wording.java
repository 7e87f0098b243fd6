package io.keepsake.alerts.outlet;

import io.keepsake.core.spi.alert.Alert;
import io.keepsake.core.spi.alert.Notification;
import io.keepsake.core.spi.alert.Severity;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Notices in words. All are fit to be shown as plain text: see {@link SafeText}. */
public final class Wording {

  private static final int NAME = 80;
  private static final int SUMMARY = 600;
  private static final int FACT = 200;
  private static final int ORIGIN = 200;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Wording() {}

  /** What a notification is about, on one line of at most 150 characters. */
  public static String title(Notification notification) {
    List<Alert> alerts = notification.alerts();
    String title =
        alerts.size() == 1
            ? word(notification.severity()) + ": " + name(alerts.getFirst())
            : alerts.size() + " alerts: " + counts(alerts);
    return SafeText.line(
        switch (notification.reason()) {
          case CHANGE -> title;
          case REMINDER -> "Reminder: " + title;
          case TEST -> "Test: " + title;
        },
        150);
  }

  private static String counts(List<Alert> alerts) {
    List<String> counts = new ArrayList<>();
    for (Severity severity : List.of(Severity.CRITICAL, Severity.WARNING, Severity.RESOLVED)) {
      long count = alerts.stream().filter(alert -> alert.severity() == severity).count();
      if (count > 0) {
        counts.add(count + " " + word(severity).toLowerCase(Locale.ROOT));
      }
    }
    return String.join(", ", counts);
  }

  /** What an alert is about and which it is: {@code aws, provider offline}. */
  public static String name(Alert alert) {
    return SafeText.line(alert.subject(), NAME)
        + ", "
        + SafeText.line(alert.rule().replace('-', ' '), NAME);
  }

  /** An alert's severity and name: {@code 🔴 Critical: aws, provider offline}. */
  public static String heading(Alert alert) {
    return "%s %s: %s".formatted(mark(alert.severity()), word(alert.severity()), name(alert));
  }

  /** An alert's sentence, of at most 600 characters. */
  public static String summary(Alert alert) {
    return SafeText.lines(alert.summary(), SUMMARY);
  }

  /** Where a notification comes from and when. */
  public static String origin(Notification notification) {
    return "%s, %s"
        .formatted(SafeText.line(notification.origin(), ORIGIN), time(notification.time()));
  }

  /**
   * When an alert began and ended, and its facts: at most so many, each name of at most 80, each
   * value of at most 200 characters.
   *
   * @param most at least 2
   */
  public static Map<String, String> facts(Alert alert, int most) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("since", time(alert.since()));
    alert.ended().ifPresent(ended -> facts.put("ended", time(ended)));
    for (Map.Entry<String, String> fact : alert.facts().entrySet()) {
      String name = SafeText.line(fact.getKey(), NAME);
      String value = SafeText.line(fact.getValue(), FACT);
      if (facts.size() < most && !name.isEmpty() && !value.isEmpty()) {
        facts.putIfAbsent(name, value);
      }
    }
    return facts;
  }

  /**
   * A whole notification, as plain text, its facts too; of many alerts those that {@link Shortened}
   * leaves.
   */
  public static String text(Notification notification) {
    StringBuilder text = new StringBuilder(title(notification)).append('\n');
    text.append(origin(notification)).append('\n');
    Shortened told = Shortened.of(notification);
    for (Alert alert : told.full()) {
      text.append('\n').append(heading(alert)).append('\n');
      text.append(summary(alert)).append('\n');
      facts(alert, Integer.MAX_VALUE)
          .forEach(
              (name, value) ->
                  text.append("  ").append(name).append(": ").append(value).append('\n'));
    }
    told.named().forEach(alert -> text.append('\n').append(heading(alert)));
    text.append(told.named().isEmpty() ? "" : "\n");
    text.append(told.more() == 0 ? "" : "\n" + more(told.more()) + "\n");
    return text.toString();
  }

  /** What stands for alerts that did not fit. */
  public static String more(int count) {
    return "and %d more: keepsake alerts list".formatted(count);
  }

  /** A severity as a word. */
  public static String word(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "Critical";
      case WARNING -> "Warning";
      case RESOLVED -> "Resolved";
    };
  }

  /** A severity as one coloured sign. */
  public static String mark(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "🔴";
      case WARNING -> "🟠";
      case RESOLVED -> "🟢";
    };
  }

  private static String time(Instant instant) {
    return TIME.format(instant);
  }
}

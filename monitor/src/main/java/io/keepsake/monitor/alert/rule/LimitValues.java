package io.keepsake.monitor.alert.rule;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads thresholds by their names. */
final class LimitValues {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");
  private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)\\s*%");
  private static final Pattern COUNT = Pattern.compile("\\d{1,9}");

  private final Map<String, String> values;
  private final TreeSet<String> known = new TreeSet<>();

  LimitValues(Map<String, String> values) {
    this.values = new TreeMap<>(values);
  }

  Confirmation confirmation(String group, Confirmation before) {
    return checked(
        group,
        () ->
            new Confirmation(
                (int) count(group + ".failures", before.failures()),
                (int) count(group + ".successes", before.successes())));
  }

  DurationLimits durations(
      String group, DurationLimits before, UnaryOperator<DurationLimits> order) {
    return checked(
        group,
        () ->
            order.apply(
                new DurationLimits(
                    value(group + ".warning", before.warning(), LimitValues::duration),
                    value(group + ".critical", before.critical(), LimitValues::duration))));
  }

  ShareLimits shares(String group, ShareLimits before) {
    return checked(
        group,
        () ->
            new ShareLimits(
                value(group + ".warning", before.warning(), LimitValues::share),
                value(group + ".critical", before.critical(), LimitValues::share)));
  }

  CountLimits counts(String group, CountLimits before) {
    return checked(
        group,
        () ->
            new CountLimits(
                count(group + ".warning", before.warning()),
                count(group + ".critical", before.critical())));
  }

  private long count(String name, long before) {
    return value(name, before, LimitValues::number);
  }

  /**
   * Checks that every value was asked for.
   *
   * @throws IllegalArgumentException if not
   */
  void requireAllRead() {
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "There is no threshold '%s'. There are: %s".formatted(name, String.join(", ", known)));
      }
    }
  }

  /** The names that were asked for so far, sorted. */
  List<String> known() {
    return List.copyOf(known);
  }

  private <T> T value(String name, T before, Function<String, T> read) {
    known.add(name);
    String text = values.get(name);
    if (text == null) {
      return before;
    }
    try {
      return read.apply(text.strip());
    } catch (IllegalArgumentException e) {
      throw new LimitException("Threshold '%s': %s".formatted(name, e.getMessage()), e);
    }
  }

  private static <T> T checked(String group, Supplier<T> limits) {
    try {
      return limits.get();
    } catch (LimitException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new LimitException("Thresholds '%s': %s".formatted(group, e.getMessage()), e);
    }
  }

  private static Duration duration(String text) {
    Matcher parts = DURATION.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'%s' is no time, such as 90s, 15m, 24h or 30d".formatted(text));
    }
    long number = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  private static double share(String text) {
    Matcher parts = SHARE.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("'%s' is no share, such as 85%%".formatted(text));
    }
    return Double.parseDouble(parts.group(1)) / 100;
  }

  private static long number(String text) {
    if (!COUNT.matcher(text).matches()) {
      throw new IllegalArgumentException("'%s' is no number".formatted(text));
    }
    return Long.parseLong(text);
  }

  /** Its message names the threshold already. */
  private static final class LimitException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    LimitException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}

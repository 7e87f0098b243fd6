package io.keepsake.monitor.schedule.timing;

import io.keepsake.monitor.schedule.timing.TimingText.Part;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of the five fields of a cron expression. */
enum CronField {
  MINUTE("minute", 0, 59, ""),
  HOUR("hour", 0, 23, ""),
  MONTH_DAY("day of the month", 1, 31, ""),
  MONTH("month", 1, 12, "jan feb mar apr may jun jul aug sep oct nov dec"),
  WEEK_DAY("day of the week", 0, 7, "sun mon tue wed thu fri sat");

  private static final Pattern ITEM = Pattern.compile("(?:(\\*)|(\\w+)(?:-(\\w+))?)(?:/(\\d+))?");
  private static final int SUNDAY = 7;

  private final String title;
  private final int least;
  private final int most;
  private final String names;

  CronField(String title, int least, int most, String names) {
    this.title = title;
    this.least = least;
    this.most = most;
    this.names = names;
  }

  /** The numbers that the field lists. */
  NumberSet parse(TimingText text, Part field) throws TimingException {
    NumberSet numbers = NumberSet.NONE;
    int column = field.column();
    for (String item : field.text().split(",", -1)) {
      numbers = numbers.and(item(text, new Part(item, column)));
      column += item.length() + 1;
    }
    return this == WEEK_DAY && numbers.contains(SUNDAY) ? numbers.and(NumberSet.of(0)) : numbers;
  }

  private NumberSet item(TimingText text, Part item) throws TimingException {
    Matcher matcher = ITEM.matcher(item.text());
    if (!matcher.matches()) {
      throw text.wrong(item, "is no %s: write %s".formatted(title, allowed()));
    }
    int step = matcher.group(4) == null ? 1 : step(text, item, matcher.group(4));
    if (matcher.group(1) != null) {
      return NumberSet.range(least, this == WEEK_DAY ? most - 1 : most, step);
    }
    int from = number(text, item, matcher.group(2));
    if (matcher.group(3) == null) {
      if (matcher.group(4) != null) {
        throw text.wrong(
            item, "has a step but no range: write %d-%d/%d".formatted(from, most, step));
      }
      return NumberSet.of(from);
    }
    int to = number(text, item, matcher.group(3));
    if (this == WEEK_DAY && to == 0) {
      to = SUNDAY;
    }
    if (to < from) {
      throw text.wrong(
          item,
          "ends before it begins: write %d-%d,%d-%d"
              .formatted(from, this == WEEK_DAY ? most - 1 : most, least, to));
    }
    return NumberSet.range(from, to, step);
  }

  private int step(TimingText text, Part item, String digits) throws TimingException {
    int step = digits.length() > 3 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    if (step < 1 || step > most) {
      throw text.wrong(item, "has the step %s: write 1 to %d".formatted(digits, most));
    }
    return step;
  }

  private int number(TimingText text, Part item, String word) throws TimingException {
    int named = names().indexOf(word);
    int number =
        named >= 0
            ? named + (this == MONTH ? 1 : 0)
            : word.matches("\\d{1,3}") ? Integer.parseInt(word) : Integer.MAX_VALUE;
    if (number < least || number > most) {
      throw text.wrong(item, "is no %s: write %s".formatted(title, allowed()));
    }
    return number;
  }

  private String allowed() {
    String numbers = "* or %d to %d".formatted(least, most);
    return names.isEmpty()
        ? numbers
        : "%s, or %s to %s".formatted(numbers, names().getFirst(), names().getLast());
  }

  private List<String> names() {
    return names.isEmpty() ? List.of() : List.of(names.split(" ", -1));
  }
}

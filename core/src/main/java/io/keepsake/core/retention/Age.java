package io.keepsake.core.retention;

import java.time.Period;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far back from the newest snapshot of a group: calendar years, months and days, and hours.
 *
 * @param dates years, months and days; none negative
 * @param hours not negative; not everything is 0
 */
public record Age(Period dates, int hours) {

  private static final int MOST = 9_999;

  /** How an age is written, as a regular expression; it matches the empty text as well. */
  public static final String PATTERN =
      "(?:([0-9]{1,4})y)?(?:([0-9]{1,4})m)?(?:([0-9]{1,4})w)?(?:([0-9]{1,4})d)?(?:([0-9]{1,4})h)?";

  private static final Pattern TEXT = Pattern.compile(PATTERN);

  /**
   * Checks the rules above.
   *
   * @throws IllegalArgumentException if one is broken
   */
  public Age {
    boolean nothing = dates.isZero() && hours == 0;
    if (nothing || dates.isNegative() || hours < 0) {
      throw new IllegalArgumentException("An age is more than nothing");
    }
  }

  /**
   * An age as people write it: years, months, weeks, days and hours in this order, such as {@code
   * 30d}, {@code 1y6m} or {@code 2w12h}; empty if the text is none. {@code m} is for months.
   */
  public static Optional<Age> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    int days = number(parts, 3) * 7 + number(parts, 4);
    Period dates = Period.of(number(parts, 1), number(parts, 2), days);
    int hours = number(parts, 5);
    return dates.isZero() && hours == 0 ? Optional.empty() : Optional.of(new Age(dates, hours));
  }

  private static int number(Matcher parts, int group) {
    return parts.group(group) == null ? 0 : Math.min(MOST, Integer.parseInt(parts.group(group)));
  }

  /** The time that lies this far before another one. */
  ZonedDateTime before(ZonedDateTime newest) {
    return newest.minus(dates).minusHours(hours);
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return part(dates.getYears(), "y")
        + part(dates.getMonths(), "m")
        + part(dates.getDays(), "d")
        + part(hours, "h");
  }

  private static String part(int number, String unit) {
    return number == 0 ? "" : number + unit;
  }
}

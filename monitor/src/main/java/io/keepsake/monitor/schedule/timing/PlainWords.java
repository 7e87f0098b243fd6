package io.keepsake.monitor.schedule.timing;

import io.keepsake.monitor.schedule.timing.CalendarTiming.Pace;
import io.keepsake.monitor.schedule.timing.TimingText.Part;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Understands plain words. */
final class PlainWords {

  private static final int MOST_DAYS = 366;
  private static final NumberSet ALL_HOURS = NumberSet.range(0, 23, 1);
  private static final NumberSet WORKING = NumberSet.range(1, 5, 1);
  private static final NumberSet WEEKEND = NumberSet.of(0).and(NumberSet.of(6));

  private static final String EXAMPLES =
      "write for example 'daily at 02:30', 'every 4 hours', 'monday, thursday at 03:00',"
          + " 'monthly on 1 at 04:00' or a cron expression such as '30 2 * * *'";

  private static final Map<String, Duration> UNITS =
      Map.of(
          "minute", Duration.ofMinutes(1),
          "minutes", Duration.ofMinutes(1),
          "hour", Duration.ofHours(1),
          "hours", Duration.ofHours(1),
          "day", Duration.ofDays(1),
          "days", Duration.ofDays(1));

  private final TimingText text;
  private final WordCursor words;

  PlainWords(TimingText text) {
    this.text = text;
    this.words = new WordCursor(text);
  }

  Timing parse() throws TimingException {
    if (words.done()) {
      throw new TimingException("Nothing is written where a timing should be: " + EXAMPLES);
    }
    Timing timing = words.take("every") ? every() : named();
    words.end();
    return timing;
  }

  private Timing every() throws TimingException {
    Optional<Part> next = words.peek();
    if (next.isPresent() && WeekDays.number(next.get()).isPresent()) {
      return calendar(weekDays());
    }
    if (words.take("day")) {
      return calendar(Days.all());
    }
    Part count = words.next("a number and 'minutes', 'hours' or 'days'");
    if (UNITS.containsKey(count.text()) && !count.text().endsWith("s")) {
      return new IntervalTiming(text.text(), UNITS.get(count.text()));
    }
    if (!count.text().matches("\\d{1,6}")) {
      throw text.wrong(count, "is no number of hours: write for example 'every 4 hours'");
    }
    Part unit = words.next("'minutes', 'hours' or 'days'");
    Duration one = UNITS.get(unit.text());
    if (one == null) {
      throw text.wrong(unit, "is no unit: write minutes, hours or days");
    }
    Duration interval = one.multipliedBy(Integer.parseInt(count.text()));
    if (interval.isZero() || interval.compareTo(Duration.ofDays(MOST_DAYS)) > 0) {
      throw text.wrong(count, "is out of bounds: write 1 minute to %d days".formatted(MOST_DAYS));
    }
    return new IntervalTiming(text.text(), interval);
  }

  private Timing named() throws TimingException {
    Part first = words.peek().orElseThrow();
    if (words.take("hourly")) {
      TimesOfDay times = TimesOfDay.of(ALL_HOURS, NumberSet.of(0));
      return new CalendarTiming(text.text(), Days.all(), times, Pace.AS_SHOWN);
    }
    if (words.take("daily")) {
      return calendar(Days.all());
    }
    if (words.take("weekdays")) {
      return calendar(Days.onWeekDays(WORKING));
    }
    if (words.take("weekends")) {
      return calendar(Days.onWeekDays(WEEKEND));
    }
    if (words.take("weekly")) {
      return calendar(words.take("on") ? weekDays() : Days.onWeekDays(NumberSet.of(0)));
    }
    if (words.take("monthly")) {
      return calendar(words.take("on") ? monthDays() : Days.onMonthDays(NumberSet.of(1)));
    }
    if (WeekDays.number(first).isPresent()) {
      return calendar(weekDays());
    }
    throw text.wrong(first, "is no timing: " + EXAMPLES);
  }

  private Days weekDays() throws TimingException {
    NumberSet days = NumberSet.NONE;
    do {
      Part day = words.next("a day of the week, such as monday");
      days =
          days.and(
              NumberSet.of(
                  WeekDays.number(day)
                      .orElseThrow(
                          () -> text.wrong(day, "is no day of the week: write monday to sunday"))));
    } while (words.take(","));
    return Days.onWeekDays(days);
  }

  private Days monthDays() throws TimingException {
    NumberSet days = NumberSet.NONE;
    do {
      Part day = words.next("a day of the month, such as 1");
      int number = day.text().matches("\\d{1,2}") ? Integer.parseInt(day.text()) : 0;
      if (number < 1 || number > 31) {
        throw text.wrong(day, "is no day of the month: write 1 to 31");
      }
      days = days.and(NumberSet.of(number));
    } while (words.take(","));
    return Days.onMonthDays(days);
  }

  /** These days at the times that follow, or else at midnight. */
  private Timing calendar(Days days) throws TimingException {
    List<LocalTime> times = new ArrayList<>();
    if (words.take("at")) {
      do {
        times.add(time(words.next("a time of day, such as 02:30")));
      } while (words.take(","));
    } else {
      times.add(LocalTime.MIDNIGHT);
    }
    return new CalendarTiming(text.text(), days, TimesOfDay.of(times), Pace.ONCE_A_DAY);
  }

  private LocalTime time(Part part) throws TimingException {
    if (!part.text().matches("([01]?\\d|2[0-3]):[0-5]\\d")) {
      throw text.wrong(part, "is no time of day: write 00:00 to 23:59");
    }
    String[] numbers = part.text().split(":", -1);
    return LocalTime.of(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
  }
}

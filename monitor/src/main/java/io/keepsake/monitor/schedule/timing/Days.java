package io.keepsake.monitor.schedule.timing;

import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.util.Optional;

/**
 * Some of the days of the calendar.
 *
 * @param months 1 to 12
 * @param monthDays 1 to 31
 * @param weekDays 0, Sunday, to 6
 * @param match which of the last two a day must fit
 */
record Days(NumberSet months, NumberSet monthDays, NumberSet weekDays, Match match) {

  static final NumberSet ALL_MONTHS = NumberSet.range(1, 12, 1);
  static final NumberSet ALL_MONTH_DAYS = NumberSet.range(1, 31, 1);
  static final NumberSet ALL_WEEK_DAYS = NumberSet.range(0, 6, 1);

  /** The 29th of February is on a given day of the week at least this often. */
  private static final int YEARS = 40;

  /** Which of the days, of the month and of the week, must fit. */
  enum Match {
    /** Both. */
    BOTH,
    /** At least one. */
    EITHER
  }

  /** All days. */
  static Days all() {
    return onWeekDays(ALL_WEEK_DAYS);
  }

  static Days onWeekDays(NumberSet days) {
    return new Days(ALL_MONTHS, ALL_MONTH_DAYS, days, Match.BOTH);
  }

  static Days onMonthDays(NumberSet days) {
    return new Days(ALL_MONTHS, days, ALL_WEEK_DAYS, Match.BOTH);
  }

  /**
   * False if no month is long enough. Days of the month that fit a month fall on each day of the
   * week in some year, so these need no look.
   */
  boolean possible() {
    if (match == Match.EITHER) {
      return true;
    }
    for (Month month : Month.values()) {
      if (months.contains(month.getValue()) && monthDays.first() <= month.maxLength()) {
        return true;
      }
    }
    return false;
  }

  boolean contains(LocalDate date) {
    boolean monthDay = monthDays.contains(date.getDayOfMonth());
    boolean weekDay = weekDays.contains(date.getDayOfWeek().getValue() % 7);
    return months.contains(date.getMonthValue())
        && (match == Match.BOTH ? monthDay && weekDay : monthDay || weekDay);
  }

  /** The first day that is not before the given one. */
  LocalDate from(LocalDate date) {
    YearMonth month = YearMonth.from(date);
    Optional<LocalDate> found = within(month, date.getDayOfMonth());
    YearMonth last = month.plusYears(YEARS);
    while (found.isEmpty() && month.isBefore(last)) {
      month = month.plusMonths(1);
      found = within(month, 1);
    }
    return found.orElseThrow(() -> new IllegalStateException("No day is among " + this));
  }

  private Optional<LocalDate> within(YearMonth month, int from) {
    if (!months.contains(month.getMonthValue())) {
      return Optional.empty();
    }
    return month
        .atDay(from)
        .datesUntil(month.plusMonths(1).atDay(1))
        .filter(this::contains)
        .findFirst();
  }
}

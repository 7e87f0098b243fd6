package io.keepsake.monitor.schedule.timing;

import io.keepsake.monitor.schedule.timing.CalendarTiming.Pace;
import io.keepsake.monitor.schedule.timing.TimingText.Part;
import java.util.List;
import java.util.Map;

/** Understands cron expressions. */
final class CronExpression {

  private static final int FIELDS = 5;
  private static final NumberSet ALL_HOURS = NumberSet.range(0, 23, 1);

  private static final Map<String, String> SHORT =
      Map.of(
          "@hourly", "0 * * * *",
          "@daily", "0 0 * * *",
          "@weekly", "0 0 * * 0",
          "@monthly", "0 0 1 * *");

  private CronExpression() {}

  static Timing parse(TimingText text) throws TimingException {
    List<Part> fields = text.fields();
    Part first = fields.getFirst();
    if (!first.text().startsWith("@")) {
      return fields(text, fields);
    }
    String meant = SHORT.get(first.text());
    if (meant == null || fields.size() > 1) {
      throw text.wrong("is no timing: write @hourly, @daily, @weekly or @monthly");
    }
    return fields(text, new TimingText(meant).fields());
  }

  private static Timing fields(TimingText text, List<Part> fields) throws TimingException {
    if (fields.size() != FIELDS) {
      throw text.wrong(
          ("has %d %s, and a cron expression has five: minute, hour, day of the month, month, day"
                  + " of the week, such as '30 2 * * *'")
              .formatted(fields.size(), fields.size() == 1 ? "field" : "fields"));
    }
    NumberSet minutes = CronField.MINUTE.parse(text, fields.get(0));
    NumberSet hours = CronField.HOUR.parse(text, fields.get(1));
    NumberSet monthDays = CronField.MONTH_DAY.parse(text, fields.get(2));
    NumberSet months = CronField.MONTH.parse(text, fields.get(3));
    NumberSet weekDays = CronField.WEEK_DAY.parse(text, fields.get(4));
    boolean open = fields.get(2).text().startsWith("*") || fields.get(4).text().startsWith("*");
    Days days = new Days(months, monthDays, weekDays, open ? Days.Match.BOTH : Days.Match.EITHER);
    if (!days.possible()) {
      throw text.wrong(
          fields.get(2),
          "is a day that month %s never has: write a day that is in the calendar"
              .formatted(fields.get(3).text()));
    }
    Pace pace = hours.equals(ALL_HOURS) ? Pace.AS_SHOWN : Pace.ONCE_A_DAY;
    return new CalendarTiming(text.text(), days, TimesOfDay.of(hours, minutes), pace);
  }
}

package io.keepsake.monitor.schedule.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is understood, and what is said of what is not. */
class TimingParseTest {

  /** A Wednesday. */
  private static final Instant START = Instant.parse("2026-07-01T00:00:00Z");

  private static String times(String text, int count) throws TimingException {
    Timing timing = Timing.parse(text);
    List<String> times = new ArrayList<>();
    Instant at = START;
    for (int i = 0; i < count; i++) {
      at = timing.next(at, ZoneOffset.UTC);
      times.add(at.toString().substring(5, 16));
    }
    return String.join(" ", times);
  }

  @ParameterizedTest
  @CsvSource({
    "30 2 * * *,             07-01T02:30 07-02T02:30 07-03T02:30",
    "*/20 4 * * *,           07-01T04:00 07-01T04:20 07-01T04:40 07-02T04:00",
    "'0,30 8-9 * * *',       07-01T08:00 07-01T08:30 07-01T09:00 07-01T09:30 07-02T08:00",
    "0 0 1 jan *,            01-01T00:00 01-01T00:00",
    "0 0 * aug mon,          08-03T00:00 08-10T00:00",
    "0 0 * * fri-sun,        07-03T00:00 07-04T00:00 07-05T00:00 07-10T00:00",
    "0 0 * * 7,              07-05T00:00 07-12T00:00",
    "0 0 * * 0,              07-05T00:00 07-12T00:00",
    "0 0 13 * fri,           07-03T00:00 07-10T00:00 07-13T00:00 07-17T00:00",
    "0 0 */10 * *,           07-11T00:00 07-21T00:00 07-31T00:00 08-01T00:00",
    "0 0 */2 * mon,          07-13T00:00 07-27T00:00 08-03T00:00",
    "0 12-18/3 * * *,        07-01T12:00 07-01T15:00 07-01T18:00 07-02T12:00",
    "0 0 29 2 *,             02-29T00:00 02-29T00:00",
    "@hourly,                07-01T01:00 07-01T02:00",
    "@daily,                 07-02T00:00 07-03T00:00",
    "@weekly,                07-05T00:00 07-12T00:00",
    "@Monthly,               08-01T00:00 09-01T00:00"
  })
  void understandsCron(String text, String expected) throws TimingException {
    assertEquals(expected, times(text, expected.split(" ", -1).length));
  }

  @ParameterizedTest
  @CsvSource({
    "daily at 02:30,                       07-01T02:30 07-02T02:30",
    "daily,                                07-02T00:00 07-03T00:00",
    "'daily at 2:30, 14:15',               07-01T02:30 07-01T14:15 07-02T02:30",
    "every day at 23:59,                   07-01T23:59 07-02T23:59",
    "every 4 hours,                        07-01T04:00 07-01T08:00 07-01T12:00",
    "every 15 minutes,                     07-01T00:15 07-01T00:30",
    "every hour,                           07-01T01:00 07-01T02:00",
    "every minute,                         07-01T00:01 07-01T00:02",
    "every 2 days,                         07-02T00:00 07-04T00:00",
    "hourly,                               07-01T01:00 07-01T02:00",
    "Weekdays at 18:00,                    07-01T18:00 07-02T18:00 07-03T18:00 07-06T18:00",
    "weekends at 18:00,                    07-04T18:00 07-05T18:00 07-11T18:00",
    "'monday, thursday at 03:00',          07-02T03:00 07-06T03:00 07-09T03:00",
    "'Mondays,thu at 03:00',               07-02T03:00 07-06T03:00 07-09T03:00",
    "every sunday at 03:00,                07-05T03:00 07-12T03:00",
    "monthly on 1 at 04:00,                07-01T04:00 08-01T04:00",
    "'monthly on 1, 31 at 04:00',          07-01T04:00 07-31T04:00 08-01T04:00 08-31T04:00"
        + " 09-01T04:00",
    "monthly,                              08-01T00:00 09-01T00:00",
    "weekly on sunday at 05:00,            07-05T05:00 07-12T05:00",
    "weekly,                               07-05T00:00 07-12T00:00"
  })
  void understandsWords(String text, String expected) throws TimingException {
    assertEquals(expected, times(text, expected.split(" ", -1).length));
    assertEquals(text, Timing.parse("  " + text + " ").text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "0 25 * * *         | '25' at character 3 of '0 25 * * *' is no hour: write * or 0 to 23",
        "0 2,x * * *        | 'x' at character 5 of '0 2,x * * *' is no hour: write * or 0 to 23",
        "0 22-2 * * *       | '22-2' at character 3 of '0 22-2 * * *' ends before it begins: write"
            + " 22-23,0-2",
        "5/10 * * * *       | '5/10' at character 1 of '5/10 * * * *' has a step but no range:"
            + " write 5-59/10",
        "*/0 * * * *        | '*/0' at character 1 of '*/0 * * * *' has the step 0: write 1 to 59",
        "0 0 * foo *        | 'foo' at character 7 of '0 0 * foo *' is no month: write * or 1 to"
            + " 12, or jan to dec",
        "0 0 L * *          | 'l' at character 5 of '0 0 L * *' is no day of the month: write * or"
            + " 1 to 31",
        "0 0 31 2 *         | '31' at character 5 of '0 0 31 2 *' is a day that month 2 never has:"
            + " write a day that is in the calendar",
        "0 0 31 apr,jun *   | '31' at character 5 of '0 0 31 apr,jun *' is a day that month apr,jun"
            + " never has: write a day that is in the calendar",
        "0 0 0 2 * *        | '0 0 0 2 * *' has 6 fields, and a cron expression has five: minute,"
            + " hour, day of the month, month, day of the week, such as '30 2 * * *'",
        "7                  | '7' has 1 field, and a cron expression has five: minute, hour, day of"
            + " the month, month, day of the week, such as '30 2 * * *'",
        "@reboot            | '@reboot' is no timing: write @hourly, @daily, @weekly or @monthly",
        "daily at 25:00     | '25:00' at character 10 of 'daily at 25:00' is no time of day: write"
            + " 00:00 to 23:59",
        "daily at 2am       | '2am' at character 10 of 'daily at 2am' is no time of day: write"
            + " 00:00 to 23:59",
        "daily at           | 'daily at' ends too early: write a time of day, such as 02:30 behind"
            + " it",
        "daily 02:30        | '02:30' at character 7 of 'daily 02:30' cannot stand there: leave out"
            + " what begins with it, or write 'at' and times such as 02:30",
        "every 0 hours      | '0' at character 7 of 'every 0 hours' is out of bounds: write 1"
            + " minute to 366 days",
        "every 10 seconds   | 'seconds' at character 10 of 'every 10 seconds' is no unit: write"
            + " minutes, hours or days",
        "every now and then | 'now' at character 7 of 'every now and then' is no number of hours:"
            + " write for example 'every 4 hours'",
        "monthly on 32      | '32' at character 12 of 'monthly on 32' is no day of the month: write"
            + " 1 to 31",
        "monday, foo at 3:00| 'foo' at character 9 of 'monday, foo at 3:00' is no day of the week:"
            + " write monday to sunday"
      })
  void saysWhatIsWrong(String text, String message) {
    assertEquals(
        message, assertThrows(TimingException.class, () -> Timing.parse(text)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "fortnightly", "02:30", ",", "@", "*", "-1 0 0 0 0"})
  void refusesWhatIsNone(String text) {
    assertThrows(TimingException.class, () -> Timing.parse(text));
  }

  /** Berlin: on 2026-03-29 02:00 becomes 03:00, on 2026-10-25 03:00 becomes 02:00. */
  @ParameterizedTest
  @CsvSource({
    "daily at 02:30,   2026-03-28T12:00, 2026-03-29T01:00:00Z", // the moment of the change
    "daily at 02:30,   2026-03-29T03:00, 2026-03-30T00:30:00Z",
    "30 2 * * *,       2026-03-28T12:00, 2026-03-29T01:00:00Z",
    "'0,30 2 * * *',   2026-03-29T03:00, 2026-03-30T00:00:00Z", // two that are skipped are one run
    "daily at 02:30,   2026-10-25T01:00, 2026-10-25T00:30:00Z", // the first of the two
    "30 * * * *,       2026-03-29T01:30, 2026-03-29T01:30:00Z", // an hour later
    "every 30 minutes, 2026-03-29T01:30, 2026-03-29T01:00:00Z"
  })
  void changesOfClocks(String text, LocalDateTime after, Instant expected) throws TimingException {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    assertEquals(expected, Timing.parse(text).next(after.atZone(berlin).toInstant(), berlin));
  }

  @ParameterizedTest
  @CsvSource({
    "daily at 02:30, 2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z", // not an hour later again
    "30 2 * * *,     2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z",
    "30 * * * *,     2026-10-25T00:30:00Z, 2026-10-25T01:30:00Z"
  })
  void timesThatAreThereTwice(String text, Instant after, Instant expected) throws TimingException {
    assertEquals(expected, Timing.parse(text).next(after, ZoneId.of("Europe/Berlin")));
  }
}

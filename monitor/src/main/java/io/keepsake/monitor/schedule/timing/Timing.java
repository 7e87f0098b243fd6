package io.keepsake.monitor.schedule.timing;

import java.time.Instant;
import java.time.ZoneId;

/**
 * The times at which something is to happen. Immutable.
 *
 * <p>Cron expressions have five fields as in {@code crontab(5)} by Paul Vixie: minute, hour, day of
 * the month, month, day of the week, with names, ranges, steps and lists, or are one of {@code
 * \@hourly}, {@code \@daily}, {@code \@weekly} and {@code \@monthly}. If both days are given,
 * either is enough; if one of them begins with {@code *}, both must fit. Plain words are {@code
 * daily at 02:30}, {@code every 4 hours}, {@code hourly}, {@code weekdays at 18:00}, {@code monday,
 * thursday at 03:00}, {@code weekly on sunday at 05:00}, {@code monthly on 1, 15 at 04:00} and the
 * like.
 *
 * <p>Where clocks are changed: a time of day that is left out comes once, at the moment of the
 * change; one that is there twice comes once, the first time. What comes in every hour goes by the
 * clock on the wall in each of these hours, so twice if the hour is there twice. {@code every N
 * hours}, and minutes and days likewise, goes by elapsed time alone: at the multiples of that since
 * 1970-01-01T00:00Z, so that a restart changes nothing.
 */
public sealed interface Timing permits CalendarTiming, IntervalTiming {

  /**
   * Understands a cron expression or plain words.
   *
   * @throws TimingException if it is neither, or if there is no such time, such as the 31st of
   *     February
   */
  static Timing parse(String text) throws TimingException {
    TimingText given = new TimingText(text.strip());
    return given.looksLikeCron() ? CronExpression.parse(given) : new PlainWords(given).parse();
  }

  /**
   * The first of the times after an instant.
   *
   * @param after the instant, which is not itself among the answers
   * @param zone whose clock on the wall counts
   */
  Instant next(Instant after, ZoneId zone);

  /** What it was understood from, for people. */
  String text();
}

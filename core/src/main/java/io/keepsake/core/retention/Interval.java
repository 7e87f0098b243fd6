package io.keepsake.core.retention;

import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The stretches of a calendar of which one snapshot each is kept. */
public enum Interval {
  /** From one full hour to the next. */
  HOURLY,
  /** A calendar day. */
  DAILY,
  /** A week of ISO 8601: from Monday to Sunday. */
  WEEKLY,
  /** A calendar month. */
  MONTHLY,
  /** A calendar year. */
  YEARLY;

  /** The word for it, such as {@code daily}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The interval that a word stands for; empty if it stands for none. */
  public static Optional<Interval> of(String word) {
    return Arrays.stream(values()).filter(interval -> interval.word().equals(word)).findFirst();
  }

  /** All words, from short to long. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Interval::word).toList();
  }

  /** A name for the interval that holds a time; two times have the same one if they share it. */
  String label(ZonedDateTime time) {
    return switch (this) {
      case HOURLY -> time.truncatedTo(ChronoUnit.HOURS).toOffsetDateTime().toString();
      case DAILY -> time.toLocalDate().toString();
      case WEEKLY ->
          "%d-W%02d"
              .formatted(
                  time.get(IsoFields.WEEK_BASED_YEAR), time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case MONTHLY -> "%d-%02d".formatted(time.getYear(), time.getMonthValue());
      case YEARLY -> String.valueOf(time.getYear());
    };
  }
}

package io.keepsake.monitor.schedule.timing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;

/** Times of day on some days, by the clock on the wall. */
record CalendarTiming(String text, Days days, TimesOfDay times, Pace pace) implements Timing {

  /** What a change of clocks does to it. */
  enum Pace {
    /** Each time of each day comes once, also if the clock shows it never or twice. */
    ONCE_A_DAY,
    /** It comes whenever the clock shows it. */
    AS_SHOWN
  }

  @Override
  public Instant next(Instant after, ZoneId zone) {
    return switch (pace) {
      case ONCE_A_DAY -> nextOnce(after, zone.getRules());
      case AS_SHOWN -> nextShown(after.plusNanos(1), zone.getRules());
    };
  }

  /** Instants grow with local times, so those that are too early are passed over one by one. */
  private Instant nextOnce(Instant after, ZoneRules rules) {
    LocalDateTime local = from(local(after, rules).truncatedTo(ChronoUnit.MINUTES));
    Instant next = instant(local, rules);
    while (!next.isAfter(after)) {
      local = from(local.plusMinutes(1));
      next = instant(local, rules);
    }
    return next;
  }

  /** The moment when the clock shows it first, or when it was put forward past it. */
  private static Instant instant(LocalDateTime local, ZoneRules rules) {
    List<ZoneOffset> offsets = rules.getValidOffsets(local);
    return offsets.isEmpty()
        ? rules.getTransition(local).getInstant()
        : local.toInstant(offsets.getFirst());
  }

  /** Looks from one change of the clocks to the next. */
  private Instant nextShown(Instant from, ZoneRules rules) {
    Instant begin = from;
    while (true) {
      Instant next = from(ceiling(local(begin, rules))).toInstant(rules.getOffset(begin));
      ZoneOffsetTransition change = rules.nextTransition(begin);
      if (change == null || next.isBefore(change.getInstant())) {
        return next;
      }
      begin = change.getInstant();
    }
  }

  private static LocalDateTime local(Instant instant, ZoneRules rules) {
    return LocalDateTime.ofEpochSecond(
        instant.getEpochSecond(), instant.getNano(), rules.getOffset(instant));
  }

  private static LocalDateTime ceiling(LocalDateTime time) {
    LocalDateTime minute = time.truncatedTo(ChronoUnit.MINUTES);
    return minute.equals(time) ? minute : minute.plusMinutes(1);
  }

  /** The first of the times that is not before a full minute. */
  private LocalDateTime from(LocalDateTime minute) {
    LocalDate date = minute.toLocalDate();
    if (days.contains(date)) {
      var today = times.from(minute.toLocalTime());
      if (today.isPresent()) {
        return date.atTime(today.get());
      }
    }
    return days.from(date.plusDays(1)).atTime(times.first());
  }

  @Override
  public String toString() {
    return text;
  }
}

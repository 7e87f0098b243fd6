package io.keepsake.monitor.schedule.timing;

import java.time.LocalTime;
import java.util.BitSet;
import java.util.Collection;
import java.util.Optional;

/** Some of the minutes of a day; at least one. */
final class TimesOfDay {

  private static final int SECONDS = 60;

  private final BitSet minutes = new BitSet();

  private TimesOfDay() {}

  static TimesOfDay of(Collection<LocalTime> times) {
    TimesOfDay all = new TimesOfDay();
    times.forEach(time -> all.minutes.set(minute(time)));
    return all;
  }

  /** Each of these minutes in each of these hours. */
  static TimesOfDay of(NumberSet hours, NumberSet minutes) {
    TimesOfDay all = new TimesOfDay();
    for (int hour = 0; hour < 24; hour++) {
      for (int minute = 0; minute < 60; minute++) {
        if (hours.contains(hour) && minutes.contains(minute)) {
          all.minutes.set(hour * 60 + minute);
        }
      }
    }
    return all;
  }

  private static int minute(LocalTime time) {
    return time.toSecondOfDay() / SECONDS;
  }

  LocalTime first() {
    return LocalTime.ofSecondOfDay((long) minutes.nextSetBit(0) * SECONDS);
  }

  /** The first that is not before a full minute; empty if there is none on that day. */
  Optional<LocalTime> from(LocalTime time) {
    int next = minutes.nextSetBit(minute(time));
    return next < 0
        ? Optional.empty()
        : Optional.of(LocalTime.ofSecondOfDay((long) next * SECONDS));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TimesOfDay times && times.minutes.equals(minutes);
  }

  @Override
  public int hashCode() {
    return minutes.hashCode();
  }
}

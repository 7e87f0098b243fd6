package io.keepsake.monitor.schedule.timing;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** At the multiples of an interval since 1970, whatever clocks on walls show. */
record IntervalTiming(String text, Duration interval) implements Timing {

  @Override
  public Instant next(Instant after, ZoneId zone) {
    long seconds = interval.toSeconds();
    return Instant.ofEpochSecond(
        Math.multiplyExact(Math.floorDiv(after.getEpochSecond(), seconds) + 1, seconds));
  }

  @Override
  public String toString() {
    return text;
  }
}

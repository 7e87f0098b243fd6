package io.keepsake.monitor.alert.state;

import java.time.Duration;
import java.time.Instant;

/** Spans of a clock that people may set back: then a span is over, rather than years too long. */
public final class Elapsed {

  private Elapsed() {}

  /** Whether so much time has gone by, or the clock was set back. */
  public static boolean since(Instant start, Instant now, Duration span) {
    return now.isBefore(start) || Duration.between(start, now).compareTo(span) >= 0;
  }
}

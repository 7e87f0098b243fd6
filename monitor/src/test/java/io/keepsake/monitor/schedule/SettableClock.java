package io.keepsake.monitor.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that shows what it is told. */
final class SettableClock implements InstantSource {

  private volatile Instant now;

  SettableClock(String time) {
    now = Instant.parse(time);
  }

  @Override
  public Instant instant() {
    return now;
  }

  void set(String time) {
    now = Instant.parse(time);
  }

  void advance(Duration by) {
    now = now.plus(by);
  }
}

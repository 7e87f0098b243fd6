package io.keepsake.monitor.health;

import java.time.Instant;
import java.time.InstantSource;

/** Time as the monitor sees it; another one is for tests and simulations. */
public interface HealthClock extends InstantSource {

  /** The time of this machine. */
  HealthClock SYSTEM =
      new HealthClock() {
        @Override
        public Instant instant() {
          return Instant.now();
        }

        @Override
        public long nanos() {
          return System.nanoTime();
        }
      };

  /** Nanoseconds since some moment, to measure how long calls take; never goes back. */
  long nanos();
}

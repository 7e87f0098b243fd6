package io.keepsake.core.store;

import java.time.Duration;

/** Time as retries see it. */
public interface Timing {

  /** The time of this machine. */
  Timing SYSTEM =
      new Timing() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void pause(Duration length) throws InterruptedException {
          Thread.sleep(length);
        }
      };

  /** Nanoseconds since some moment; never goes back. */
  long nanos();

  /** Waits. */
  void pause(Duration length) throws InterruptedException;
}

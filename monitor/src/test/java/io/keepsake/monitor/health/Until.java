package io.keepsake.monitor.health;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread does. */
final class Until {

  private Until() {}

  /** Waits until something holds, at most a minute. */
  static void holds(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("For a minute it was not so that " + what);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}

package io.keepsake.testkit.replicate;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other threads bring about and nobody tells. */
final class Await {

  private Await() {}

  /**
   * Returns as soon as something holds.
   *
   * @throws AssertionError after a minute
   */
  static void until(String what, BooleanSupplier holds) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Waited for a minute until " + what);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}

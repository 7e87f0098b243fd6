package io.keepsake.testkit.storage;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Where calls wait until a test lets them go on: slowness without sleeping. */
public final class Gate {

  private static final long PATIENCE_SECONDS = 60;

  private final CountDownLatch opened = new CountDownLatch(1);
  private final Semaphore arrivals = new Semaphore(0);

  /** A closed gate. */
  public Gate() {}

  /** Lets everyone through, now and in future. */
  public void open() {
    opened.countDown();
  }

  /**
   * Waits until so many calls more have come to the gate.
   *
   * @throws AssertionError after a minute
   */
  public void awaitArrivals(int count) throws InterruptedException {
    if (!arrivals.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("Nobody has come to the gate for a minute");
    }
  }

  /** Waits until the gate is open. */
  public void pass() throws InterruptedException {
    arrivals.release();
    opened.await();
  }
}

package io.keepsake.testkit.storage;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Where calls wait until a test lets them go on: slowness without sleeping. */
public final class Gate {

  private static final long PATIENCE_SECONDS = 60;

  private final CompletableFuture<Boolean> opened = new CompletableFuture<>();
  private final Semaphore arrivals = new Semaphore(0);

  /** A closed gate. */
  public Gate() {}

  /** Lets everyone through, now and in future. */
  public void open() {
    opened.complete(true);
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
    passUnless(opened);
  }

  /** Waits until the gate is open or something else is over. */
  void passUnless(CompletableFuture<Boolean> over) throws InterruptedException {
    arrivals.release();
    try {
      CompletableFuture.anyOf(opened, over).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}

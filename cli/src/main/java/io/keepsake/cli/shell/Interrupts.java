package io.keepsake.cli.shell;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Ctrl-C and termination: interrupts the working thread and holds the end of the process back until
 * it has cleaned up, for a while. The vault is valid either way; what the wait saves is work.
 */
public final class Interrupts implements AutoCloseable {

  /** Longest wait for the working thread. */
  private static final long SECONDS = 20;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread worker = Thread.currentThread();
  private final BooleanSupplier idle;
  private final Runnable tooLate;

  private Interrupts(BooleanSupplier idle, Runnable tooLate) {
    this.idle = idle;
    this.tooLate = tooLate;
  }

  /**
   * Watches for the calling thread until closed.
   *
   * @param idle whether the thread waits for somebody to type, which nothing can interrupt and
   *     nothing is lost by
   * @param tooLate what to do when the working thread does not end in time
   */
  public static Interrupts watch(BooleanSupplier idle, Runnable tooLate) {
    Interrupts interrupts = new Interrupts(idle, tooLate);
    Runtime.getRuntime().addShutdownHook(new Thread(interrupts::shutdown, "keepsake-interrupt"));
    return interrupts;
  }

  private void shutdown() {
    if (ended.getCount() == 0 || idle.getAsBoolean()) {
      return;
    }
    worker.interrupt();
    try {
      if (!ended.await(SECONDS, TimeUnit.SECONDS)) {
        tooLate.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The work has ended. */
  @Override
  public void close() {
    ended.countDown();
  }
}

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
  private final Runnable endedWell;
  private volatile boolean well;

  private Interrupts(BooleanSupplier idle, Runnable tooLate, Runnable endedWell) {
    this.idle = idle;
    this.tooLate = tooLate;
    this.endedWell = endedWell;
  }

  /**
   * Watches for the calling thread until closed.
   *
   * @param idle whether the thread waits for somebody to type, which nothing can interrupt and
   *     nothing is lost by
   * @param tooLate what to do when the working thread does not end in time
   * @param endedWell what to do at the end of the process when the work has ended well in spite of
   *     the signal, as that of an agent does: the process's exit code would tell of the signal
   */
  public static Interrupts watch(BooleanSupplier idle, Runnable tooLate, Runnable endedWell) {
    Interrupts interrupts = new Interrupts(idle, tooLate, endedWell);
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
      } else if (well) {
        endedWell.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The work is about to end, and nothing is wrong. */
  public void well() {
    well = true;
  }

  /** The work has ended. */
  @Override
  public void close() {
    ended.countDown();
  }
}

package io.keepsake.testkit.chaos;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Runs operations, each on a thread of its own, and makes sure that they end. */
final class Watch {

  private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(10);
  private static final int DUMP_LENGTH = 60_000;

  private final Duration deadline;
  private final AtomicLong interruptedAt = new AtomicLong();
  private volatile Thread running = Thread.currentThread();

  Watch(Duration deadline) {
    this.deadline = deadline;
  }

  /** Interrupts the operation that runs now. */
  void interrupt() {
    interruptedAt.compareAndSet(0, System.nanoTime());
    running.interrupt();
  }

  /** Whether the operation that runs, or ran last, was interrupted. */
  boolean wasInterrupted() {
    return interruptedAt.get() != 0;
  }

  /**
   * Runs an operation.
   *
   * @throws ChaosFailure if it does not end in time, or in ten seconds after an interrupt
   * @throws ExecutionException with what it threw
   */
  <T> T run(String name, Callable<T> operation) throws ExecutionException, InterruptedException {
    FutureTask<T> task = new FutureTask<>(operation);
    interruptedAt.set(0);
    Thread thread = Thread.ofPlatform().name("chaos-" + name).daemon().unstarted(task);
    running = thread;
    thread.start();
    try {
      T result = task.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      requirePrompt(name);
      return result;
    } catch (ExecutionException e) {
      requirePrompt(name);
      throw e;
    } catch (TimeoutException e) {
      String threads = threads();
      thread.interrupt();
      throw new ChaosFailure(
          "%s has not ended after %s; the threads are%n%s".formatted(name, deadline, threads), e);
    }
  }

  private void requirePrompt(String name) {
    long since = wasInterrupted() ? System.nanoTime() - interruptedAt.get() : 0;
    ChaosFailure.require(
        since <= AFTER_INTERRUPT.toNanos(),
        () ->
            "%s went on for %d ms after an interrupt"
                .formatted(name, TimeUnit.NANOSECONDS.toMillis(since)));
  }

  /** All threads, virtual ones too. */
  private static String threads() {
    try {
      Path directory = Files.createTempDirectory("keepsake-threads");
      Path file = directory.resolve("threads");
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
      String text = Files.readString(file);
      SourceTree.delete(directory);
      return text.length() > DUMP_LENGTH ? text.substring(0, DUMP_LENGTH) + "..." : text;
    } catch (IOException e) {
      return "unknown: " + e;
    }
  }
}

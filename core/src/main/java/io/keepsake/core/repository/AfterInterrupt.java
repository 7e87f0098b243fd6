package io.keepsake.core.repository;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A last step that an interrupt does not end at once. */
final class AfterInterrupt {

  /** The step. */
  @FunctionalInterface
  interface Step<T> {
    T run() throws IOException;
  }

  private AfterInterrupt() {}

  /**
   * Does the step on a thread of its own. Where the caller is interrupted, or was before, its flag
   * is set in the end.
   *
   * @param grace how long it may go on after an interrupt
   * @throws InterruptedIOException if that was too short, or a second interrupt came
   */
  static <T> T within(Duration grace, Step<T> step) throws IOException {
    FutureTask<T> task = new FutureTask<>(step::run);
    boolean interrupted = Thread.interrupted();
    Thread.ofVirtual().name("last-step").start(task);
    try {
      if (!interrupted) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      return task.get(grace.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException | TimeoutException e) {
      task.cancel(true);
      interrupted = true;
      throw new InterruptedIOException("Interrupted in the last step");
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static IOException rethrown(Throwable cause) {
    return switch (cause) {
      case IOException e -> e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> new IOException(cause);
    };
  }
}

package io.keepsake.core.probe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** The same thing many times, some at once. */
final class Parallel {

  /** One of the things. */
  @FunctionalInterface
  interface Task {
    void run(int number) throws IOException;
  }

  private Parallel() {}

  /**
   * Runs tasks 0 to {@code count} - 1, {@code threads} at once.
   *
   * @throws IOException what one of them threw, after all have ended
   * @throws InterruptedException if interrupted; the tasks are interrupted too and have ended
   */
  static void run(int count, int threads, Task task) throws IOException, InterruptedException {
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> workers = new ArrayList<>();
    // Closing waits for the workers, and passes an interrupt on to them.
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < Math.min(threads, count); i++) {
        workers.add(
            executor.submit(
                () -> {
                  for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                    task.run(n);
                  }
                  return true;
                }));
      }
    }
    for (Future<?> each : workers) {
      try {
        each.get();
      } catch (ExecutionException e) {
        rethrow(e);
      }
    }
  }

  private static void rethrow(ExecutionException e) throws IOException {
    switch (e.getCause()) {
      case IOException io -> throw io;
      case RuntimeException unchecked -> throw unchecked;
      case null, default -> throw new IllegalStateException(e);
    }
  }
}

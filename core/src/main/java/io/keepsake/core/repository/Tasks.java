package io.keepsake.core.repository;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Waits for work on other threads, and answers in the terms of I/O. */
public final class Tasks {

  private Tasks() {}

  /**
   * Runs tasks that wait for stores, each on a virtual thread of its own, and returns their results
   * in order once all have ended.
   *
   * @throws IOException as {@link #results}
   */
  public static <T> List<T> atOnce(List<Callable<T>> tasks) throws IOException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return results(tasks.stream().map(threads::submit).toList());
    }
  }

  /**
   * The results in the order of the tasks. At the first failure the tasks that still run are
   * cancelled, with an interrupt; whoever owns their executor waits for their end.
   *
   * @throws InterruptedIOException if this thread is interrupted meanwhile; its flag is set
   * @throws IOException that of the task that failed, or one around what else it failed with
   */
  public static <T> List<T> results(List<Future<T>> tasks) throws IOException {
    List<T> results = new ArrayList<>(tasks.size());
    try {
      for (Future<T> task : tasks) {
        results.add(task.get());
      }
      return results;
    } catch (InterruptedException e) {
      cancel(tasks);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      cancel(tasks);
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    }
  }

  private static void cancel(List<? extends Future<?>> tasks) {
    tasks.forEach(task -> task.cancel(true));
  }
}

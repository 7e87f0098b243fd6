package io.keepsake.core.source;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;

/**
 * Reads parts of the tree a little before the walk needs them, on a few threads, so that waiting
 * for the disk overlaps. What is read ahead is bounded over the whole walk; where the bound is
 * reached the walk reads for itself.
 */
final class ListingAhead implements AutoCloseable {

  private static final int THREADS = 4;
  private static final int MOST_PENDING = 128;
  private static final int MOST_NAMES = 4_096;

  private final Semaphore pending = new Semaphore(MOST_PENDING);
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS, Thread.ofPlatform().daemon().name("keepsake-scan-", 1).factory());

  /** Something being read ahead; {@link #take} it exactly once, or {@link #drop} it. */
  final class Read<T> {
    private final FutureTask<T> task;

    private Read(Callable<T> reading) {
      task = new FutureTask<>(reading);
      threads.execute(task);
    }

    /** What was read; reads it on this thread if none has begun to. */
    T take() throws IOException {
      pending.release();
      task.run();
      try {
        return task.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("Interrupted while reading a directory");
      } catch (ExecutionException e) {
        if (e.getCause() instanceof IOException cause) {
          throw cause;
        }
        throw new IllegalStateException(e.getCause());
      }
    }

    /** Gives up on it. */
    void drop() {
      pending.release();
      task.cancel(false);
    }
  }

  /** Begins to read; empty if enough is being read ahead. */
  <T> Optional<Read<T>> begin(Callable<T> reading) {
    return pending.tryAcquire() ? Optional.of(new Read<>(reading)) : Optional.empty();
  }

  /** A listing if it is small enough to be held before it is needed. */
  static Optional<Listing> ifSmall(Listing listing) {
    return listing.names().size() > MOST_NAMES ? Optional.empty() : Optional.of(listing);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

package io.keepsake.provider.s3;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * One call on a virtual thread of its own. Interrupting that thread closes the socket it waits for,
 * which no other way of stopping a blocked write does.
 */
final class S3Call<T> {

  /** What the call does. */
  @FunctionalInterface
  interface Work<T> {
    /** Does it; {@code progress} is told when bytes move. */
    T run(Progress progress) throws IOException;
  }

  /** Told when bytes move. */
  @FunctionalInterface
  interface Progress {
    /**
     * Bytes have moved.
     *
     * @throws IOException if nobody waits for them any more
     */
    void moved() throws IOException;
  }

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final CompletableFuture<T> outcome = new CompletableFuture<>();
  private final Thread worker;
  private volatile long lastMove = System.nanoTime();

  /**
   * A call that is not under way yet.
   *
   * @param unwanted takes a result that came after the call was given up
   */
  S3Call(Work<T> work, Consumer<? super T> unwanted) {
    worker = Thread.ofVirtual().name("s3-call").unstarted(() -> run(work, unwanted));
  }

  private void run(Work<T> work, Consumer<? super T> unwanted) {
    if (outcome.isDone()) {
      return;
    }
    try {
      T result = work.run(this::moved);
      if (!outcome.complete(result)) {
        unwanted.accept(result);
      }
    } catch (IOException | RuntimeException | Error e) {
      outcome.completeExceptionally(e);
    }
  }

  private void moved() throws IOException {
    if (outcome.isDone()) {
      throw new IOException("The call was given up");
    }
    lastMove = System.nanoTime();
  }

  /**
   * Starts the call and waits for its result.
   *
   * @param idle longest time without a move
   * @throws java.util.concurrent.CancellationException if it was given up
   */
  T await(Duration idle) throws InterruptedException, ExecutionException, TimeoutException {
    worker.start();
    while (true) {
      long left = idle.toNanos() - (System.nanoTime() - lastMove);
      try {
        return outcome.get(Math.max(left, 0), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        if (System.nanoTime() - lastMove >= idle.toNanos()) {
          throw e;
        }
      }
    }
  }

  /** Gives the call up: whoever waits for it goes on at once. */
  void abandon() {
    outcome.cancel(true);
    worker.interrupt();
  }

  /** Waits for a moment until the thread has let go of everything. */
  void awaitEnd() throws InterruptedException {
    if (worker.getState() != Thread.State.NEW) {
      worker.join(PATIENCE);
    }
  }
}

package io.keepsake.core.replicate;

import io.keepsake.core.failover.Hedging;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A call that may be made twice, at different places, at the same time. What is still under way
 * when it is closed is interrupted and not waited for: that it does not answer is why there are
 * two. Of use to one thread.
 *
 * @param <T> the answer
 */
final class HedgedCall<T> implements AutoCloseable {

  /** One of the calls. */
  @FunctionalInterface
  interface Attempt<T> {
    T run() throws IOException;
  }

  private sealed interface End<T> {}

  private record Answered<T>(T answer) implements End<T> {}

  private record Failed<T>(Throwable reason) implements End<T> {}

  private final Hedging hedging;
  private final BlockingQueue<End<T>> ends = new LinkedBlockingQueue<>();
  private final List<Thread> threads = new ArrayList<>();

  HedgedCall(Hedging hedging) {
    this.hedging = hedging;
  }

  /** Begins the first call. */
  void begin(Attempt<T> attempt) {
    start(attempt, () -> {});
  }

  /**
   * Begins another call, if none was answered for so long, and hedging allows one more.
   *
   * @return whether it was begun
   */
  boolean beginAfter(Duration patience, Attempt<T> attempt) throws InterruptedException {
    End<T> early = ends.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
    if (early != null) {
      ends.add(early);
      return false;
    }
    if (!hedging.mayBegin()) {
      return false;
    }
    start(attempt, hedging::ended);
    return true;
  }

  private void start(Attempt<T> attempt, Runnable last) {
    threads.add(
        Thread.ofVirtual()
            .name("read")
            .start(
                () -> {
                  try {
                    ends.add(new Answered<>(attempt.run()));
                  } catch (IOException | RuntimeException | Error e) {
                    ends.add(new Failed<>(e));
                  } finally {
                    last.run();
                  }
                }));
  }

  /** The next answer, in the order in which they come: there are as many as calls were begun. */
  T next() throws IOException, InterruptedException {
    return switch (ends.take()) {
      case Answered<T>(T answer) -> answer;
      case Failed<T>(IOException e) -> throw e;
      case Failed<T>(RuntimeException e) -> throw e;
      case Failed<T>(Error e) -> throw e;
      case Failed<T>(Throwable e) -> throw new IllegalStateException(e);
    };
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
  }
}

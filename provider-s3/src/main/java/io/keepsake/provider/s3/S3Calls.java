package io.keepsake.provider.s3;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.provider.s3.S3Action.Asked;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The calls of a store that are under way: each ends by interrupt, deadline or close. */
final class S3Calls {

  private final Duration idleTimeout;
  private final S3Errors errors;
  private final Set<S3Call<?>> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  S3Calls(Duration idleTimeout, S3Errors errors) {
    this.idleTimeout = idleTimeout;
    this.errors = errors;
  }

  /** Makes a call and waits for its result. */
  <T> T run(Asked asked, S3Call.Work<T> work) throws StoreException {
    return run(asked, work, result -> {});
  }

  /**
   * Makes a call and waits for its result.
   *
   * @param unwanted takes a result that came after the call was given up
   */
  <T> T run(Asked asked, S3Call.Work<T> work, Consumer<? super T> unwanted) throws StoreException {
    requireReady(asked);
    S3Call<T> call = new S3Call<>(work, unwanted);
    running.add(call);
    try {
      if (closed) {
        throw errors.closed(asked);
      }
      return call.await(idleTimeout);
    } catch (InterruptedException e) {
      giveUp(call);
      Thread.currentThread().interrupt();
      throw errors.of(Kind.INTERRUPTED, asked, "it was interrupted");
    } catch (TimeoutException e) {
      giveUp(call);
      throw errors.of(
          Kind.TIMEOUT,
          asked,
          "%s moved no byte for %d s".formatted(errors.service(), idleTimeout.toSeconds()));
    } catch (CancellationException e) {
      giveUp(call);
      throw errors.closed(asked);
    } catch (ExecutionException e) {
      throw closed ? errors.closed(asked) : errors.of(asked, e.getCause());
    } finally {
      running.remove(call);
    }
  }

  /** Fails if the store is closed or the thread interrupted. */
  void requireReady(Asked asked) throws StoreException {
    if (closed) {
      throw errors.closed(asked);
    }
    if (Thread.currentThread().isInterrupted()) {
      throw errors.of(Kind.INTERRUPTED, asked, "it was interrupted");
    }
  }

  boolean isClosed() {
    return closed;
  }

  /** Ends all calls, now and in future, and waits for a moment until they have let go. */
  void close() {
    closed = true;
    Set<S3Call<?>> ending = Set.copyOf(running);
    ending.forEach(S3Call::abandon);
    try {
      for (S3Call<?> call : ending) {
        call.awaitEnd();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void giveUp(S3Call<?> call) {
    call.abandon();
    try {
      call.awaitEnd();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // once more: then it is left to itself
    }
  }
}

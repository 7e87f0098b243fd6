package io.keepsake.provider.azure;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;

/** The one place where the SDK's calls are waited for. */
final class AzureCalls implements AutoCloseable {

  /** When something last moved in a call. */
  static final class Activity {
    private final AtomicLong last = new AtomicLong(System.nanoTime());

    /** Something moves. */
    void touch() {
      last.set(System.nanoTime());
    }

    private long idleNanos() {
      return System.nanoTime() - last.get();
    }
  }

  private final AzureConfig config;
  private final AzureErrors errors;
  private final Set<Runnable> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  AzureCalls(AzureConfig config, AzureErrors errors) {
    this.config = config;
    this.errors = errors;
  }

  /** Refuses what is asked of a closed store or by an interrupted thread. */
  void enter(String asked) throws StoreException {
    if (closed) {
      throw closed(asked);
    }
    if (Thread.currentThread().isInterrupted()) {
      throw interrupted(asked);
    }
  }

  /** Waits for a call in which nothing can be seen to move until its answer is there. */
  <T> Optional<T> await(String asked, Mono<T> work) throws StoreException {
    return await(asked, new Activity(), work);
  }

  /**
   * Waits for a call, and ends it when nothing has moved for too long, when this thread is
   * interrupted, and when the store is closed.
   *
   * @return what it answers; empty if that is nothing
   */
  <T> Optional<T> await(String asked, Activity activity, Mono<T> work) throws StoreException {
    enter(asked);
    CompletableFuture<T> future = work.toFuture();
    Runnable cancel = () -> future.cancel(true);
    open(cancel);
    try {
      return Optional.ofNullable(await(asked, activity, future));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(asked);
    } catch (CancellationException e) {
      throw closed(asked);
    } catch (ExecutionException e) {
      throw closed ? closed(asked) : errors.of(asked, e);
    } finally {
      underWay.remove(cancel);
      future.cancel(true);
    }
  }

  private <T> T await(String asked, Activity activity, CompletableFuture<T> future)
      throws InterruptedException, ExecutionException, StoreException {
    long limit = config.idleTimeout().toNanos();
    while (true) {
      long left = limit - activity.idleNanos();
      try {
        return future.get(Math.max(left, 1), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        if (activity.idleNanos() >= limit) {
          throw idle(asked);
        }
      }
    }
  }

  /** Notes what ends something that is under way; runs it at once if the store is closed. */
  void open(Runnable cancel) {
    underWay.add(cancel);
    if (closed) {
      cancel.run();
    }
  }

  /** Forgets it. */
  void done(Runnable cancel) {
    underWay.remove(cancel);
  }

  boolean isClosed() {
    return closed;
  }

  /** How long nothing may move. */
  Duration idleTimeout() {
    return config.idleTimeout();
  }

  StoreException closed(String asked) {
    return config.failure(Kind.UNAVAILABLE, asked, "the store is closed");
  }

  StoreException interrupted(String asked) {
    return config.failure(Kind.INTERRUPTED, asked, "it was interrupted");
  }

  StoreException idle(String asked) {
    return config.failure(
        Kind.TIMEOUT,
        asked,
        "nothing moved for %s (idle-timeout) between here and %s; check the connection"
            .formatted(AzureErrors.words(config.idleTimeout()), config.access().endpoint()));
  }

  @Override
  public void close() {
    closed = true;
    underWay.forEach(Runnable::run);
  }
}

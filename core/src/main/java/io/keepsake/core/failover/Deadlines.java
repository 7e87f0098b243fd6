package io.keepsake.core.failover;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * How long a call to a store may take. Providers have time limits of their own; these end what
 * slips through them, such as a network file system that does not answer.
 *
 * @param call for a call that moves little, and for each piece of a stream
 * @param bytesPerSecond the slowest rate at which the bytes of a call may move, on top of that
 */
public record Deadlines(Duration call, long bytesPerSecond) {

  /** For backups and restores over slow lines, too. */
  public static final Deadlines STANDARD = new Deadlines(Duration.ofSeconds(60), 32 << 10);

  /** A call to a store. */
  @FunctionalInterface
  public interface Call<T> {
    /** Makes it. */
    T run() throws StoreException;
  }

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if one is not positive
   */
  public Deadlines {
    if (!call.isPositive() || bytesPerSecond < 1) {
      throw new IllegalArgumentException("A deadline and a rate are positive");
    }
  }

  /** How long a call may take that moves so many bytes. */
  public Duration forBytes(long bytes) {
    return call.plusSeconds(bytes / bytesPerSecond);
  }

  /**
   * Makes a call on a thread of its own and waits for it, at most until the deadline. A call that
   * is not over by then is interrupted and left to itself, so that not even one that ignores
   * interrupts is waited for.
   *
   * @param asked what the call is to do, for the message: "list packs/"
   * @throws StoreException that of the call; kind {@code TIMEOUT} after the deadline, kind {@code
   *     INTERRUPTED} if this thread is interrupted
   */
  public static <T> T within(Duration limit, String storeId, String asked, Call<T> call)
      throws StoreException {
    return within(limit, storeId, asked, call, _ -> {});
  }

  /**
   * As above, for calls whose results have to be closed.
   *
   * @param late takes what comes when nobody waits for it any more
   */
  public static <T> T within(
      Duration limit, String storeId, String asked, Call<T> call, Consumer<T> late)
      throws StoreException {
    if (Thread.currentThread().isInterrupted()) {
      throw interrupted(storeId, asked, new InterruptedException());
    }
    LateTask<T> task = new LateTask<>(call, late);
    Thread.ofVirtual().name("call-" + storeId).start(task);
    try {
      return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      task.abandon();
      throw timeout(limit, storeId, asked);
    } catch (InterruptedException e) {
      task.abandon();
      Thread.currentThread().interrupt();
      throw interrupted(storeId, asked, e);
    } catch (ExecutionException e) {
      throw unwrap(e, storeId, asked);
    }
  }

  /** A call whose result is not lost if it comes too late. */
  private static final class LateTask<T> extends FutureTask<T> {
    private final Consumer<T> late;

    LateTask(Call<T> call, Consumer<T> late) {
      super(call::run);
      this.late = late;
    }

    void abandon() {
      if (!cancel(true) && state() == State.SUCCESS) {
        late.accept(resultNow());
      }
    }

    @Override
    protected void set(T result) {
      super.set(result);
      if (isCancelled()) {
        late.accept(result);
      }
    }
  }

  private static StoreException interrupted(
      String storeId, String asked, InterruptedException cause) {
    return new StoreException(
        Kind.INTERRUPTED, storeId, "Interrupted: provider %s, %s".formatted(storeId, asked), cause);
  }

  static StoreException timeout(Duration limit, String storeId, String asked) {
    return new StoreException(
        Kind.TIMEOUT,
        storeId,
        "Provider %s did not answer within %d s: %s"
            .formatted(storeId, Math.max(1, limit.toSeconds()), asked));
  }

  private static StoreException unwrap(ExecutionException e, String storeId, String asked) {
    return switch (e.getCause()) {
      case StoreException failure -> failure;
      case Error error -> throw error;
      case RuntimeException broken -> throw broken;
      case null, default ->
          new StoreException(
              Kind.UNAVAILABLE,
              storeId,
              "Provider %s failed: %s: %s".formatted(storeId, asked, e.getCause()),
              e);
    };
  }
}

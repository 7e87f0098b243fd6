package io.keepsake.core.store;

import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.watch.StoreCall;
import io.keepsake.core.watch.StoreCall.Operation;
import io.keepsake.core.watch.StoreWatch;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call, from its beginning until it is told, which it is once. For one thread. */
final class WatchedCall {

  private static final Logger LOG = LoggerFactory.getLogger(WatchedCall.class);

  private final StoreWatch watch;
  private final String storeId;
  private final Operation operation;
  private final Purpose purpose;
  private final long start = System.nanoTime();
  private Optional<Duration> answered = Optional.empty();
  private boolean told;

  WatchedCall(StoreWatch watch, String storeId, Operation operation, Purpose purpose) {
    this.watch = watch;
    this.storeId = storeId;
    this.operation = operation;
    this.purpose = purpose;
  }

  /** Makes the call, after which it is over. */
  <T> T run(long bytes, WatchedStore.Call<T> call) throws StoreException {
    T result = begin(call);
    succeeded(bytes);
    return result;
  }

  /** Makes the call, which goes on if it succeeds: its result is a stream. */
  <T> T begin(WatchedStore.Call<T> call) throws StoreException {
    try {
      T result = call.run();
      answered = Optional.of(sinceStart());
      return result;
    } catch (StoreException e) {
      failed(0, e);
      throw e;
    } catch (RuntimeException e) {
      failed(0, new StoreException(Kind.UNAVAILABLE, storeId, broken(e), e));
      throw e;
    }
  }

  private String broken(RuntimeException e) {
    return "Provider %s failed: %s".formatted(storeId, e);
  }

  void succeeded(long bytes) {
    tell(bytes, Optional.empty());
  }

  void failed(long bytes, StoreException e) {
    if (e.kind() == Kind.INTERRUPTED) {
      told = true; // it was given up, and did not fail by itself
    } else {
      tell(bytes, Optional.of(e).filter(failure -> !StoreCall.isAnswer(failure.kind())));
    }
  }

  private void tell(long bytes, Optional<StoreException> failure) {
    if (told) {
      return;
    }
    told = true;
    Duration took = answered.orElseGet(this::sinceStart);
    try {
      watch.ended(new StoreCall(storeId, operation, purpose, took, bytes, failure));
    } catch (RuntimeException e) { // whoever watches must not break a backup
      LOG.warn("A call to provider {} was not noted", storeId, e);
    }
  }

  private Duration sinceStart() {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}

package io.keepsake.monitor.health;

import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.watch.StoreCall;
import io.keepsake.core.watch.StoreCall.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The calls of one probe. Another thread may ask meanwhile what is being done. */
final class ProbeCalls {

  private final String storeId;
  private final HealthClock clock;
  private final List<StoreCall> ended = new ArrayList<>();
  private Operation doing = Operation.OPEN;

  ProbeCalls(String storeId, HealthClock clock) {
    this.storeId = storeId;
    this.clock = clock;
  }

  /** A call to a store. */
  @FunctionalInterface
  interface Call<T> {
    T run() throws StoreException;
  }

  <T> T timed(Operation operation, long bytes, Call<T> call) throws StoreException {
    begin(operation);
    long start = clock.nanos();
    try {
      T result = call.run();
      end(operation, start, bytes, Optional.empty());
      return result;
    } catch (StoreException e) {
      end(operation, start, bytes, Optional.of(e));
      throw e;
    } catch (RuntimeException e) {
      StoreException broken =
          new StoreException(
              Kind.UNAVAILABLE, storeId, "Provider %s failed: %s".formatted(storeId, e), e);
      end(operation, start, bytes, Optional.of(broken));
      throw broken;
    }
  }

  private synchronized void begin(Operation operation) {
    doing = operation;
  }

  private synchronized void end(
      Operation operation, long start, long bytes, Optional<StoreException> failure) {
    Duration took = Duration.ofNanos(Math.max(0, clock.nanos() - start));
    ended.add(new StoreCall(storeId, operation, Purpose.PROBE, took, bytes, failure));
  }

  /** The calls that have ended so far. */
  synchronized List<StoreCall> ended() {
    return List.copyOf(ended);
  }

  /** The probe was not over in time: the call that it hangs in has failed. */
  synchronized StoreCall hanging(Duration limit) {
    StoreException timeout =
        new StoreException(
            Kind.TIMEOUT,
            storeId,
            "Provider %s did not answer a probe within %d s (%s)"
                .formatted(
                    storeId,
                    Math.max(1, limit.toSeconds()),
                    doing.name().toLowerCase(Locale.ROOT)));
    return new StoreCall(storeId, doing, Purpose.PROBE, limit, 0, Optional.of(timeout));
  }
}

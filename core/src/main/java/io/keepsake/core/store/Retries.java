package io.keepsake.core.store;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreException.Retry;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The budget of one call: says after each failure whether to try again, and pauses before. Pauses
 * are random between nothing and a bound that doubles ("full jitter", Marc Brooker, "Exponential
 * Backoff and Jitter", AWS Architecture Blog, 2015), so that callers do not come back in step.
 */
final class Retries {

  private static final Logger LOG = LoggerFactory.getLogger(Retries.class);

  private final RetryPolicy policy;
  private final Timing timing;
  private final RandomGenerator random;
  private final BooleanSupplier closed;
  private final long start;
  private int tried;
  private int triedOnce;

  Retries(RetryPolicy policy, Timing timing, RandomGenerator random, BooleanSupplier closed) {
    this.policy = policy;
    this.timing = timing;
    this.random = random;
    this.closed = closed;
    start = timing.nanos();
  }

  /**
   * Pauses before another try.
   *
   * @throws StoreException the failure itself if another try is no use or over the budget; kind
   *     {@code INTERRUPTED} if the pause was interrupted
   */
  void afterFailure(StoreException failure) throws StoreException {
    tried++;
    Retry retry = failure.kind().retry();
    if (retry == Retry.NEVER || tried >= policy.tries() || closed.getAsBoolean()) {
      throw failure;
    }
    if (retry == Retry.ONCE && ++triedOnce > 1) {
      throw failure;
    }
    long pause = (long) (random.nextDouble() * policy.pauseAfter(tried).toNanos());
    if (timing.nanos() - start + pause > policy.deadline().toNanos()) {
      throw failure;
    }
    LOG.debug("Trying again in {} ms: {}", pause / 1_000_000, failure.getMessage());
    try {
      timing.pause(Duration.ofNanos(pause));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(failure);
    }
  }

  private static StoreException interrupted(StoreException failure) {
    return new StoreException(
        Kind.INTERRUPTED,
        failure.storeId(),
        "Interrupted before trying again after: " + failure.getMessage(),
        failure);
  }
}

package io.keepsake.core.store;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ForwardingLocks;
import io.keepsake.core.spi.storage.ForwardingStore;
import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.RetentionLocks;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreUsage;
import java.io.InputStream;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * Tries failed calls again as {@link StoreException.Kind#retry} and a {@link RetryPolicy} allow.
 *
 * <p>A put that is tried again under {@link PutCondition#IF_ABSENT} may meet its own first try,
 * whose answer was lost: {@code ALREADY_EXISTS} then means no more than that someone stored the
 * object. A stream that breaks off goes on where it was by another call, which is right for objects
 * that are never replaced. A call that hangs is not ended here: an interrupt of its thread does
 * that.
 */
public final class RetryingStore extends ForwardingStore {

  /** A call to the store behind. */
  @FunctionalInterface
  private interface StoreCall<T> {
    T run() throws StoreException;
  }

  private final ObjectStore behind;
  private final RetryPolicy policy;
  private final Timing timing;
  private final RandomGenerator random;
  private volatile boolean closed;

  /** Tries again by the clock of this machine. */
  public RetryingStore(ObjectStore behind, RetryPolicy policy) {
    this(behind, policy, Timing.SYSTEM, () -> ThreadLocalRandom.current().nextLong());
  }

  /** Tries again by a given clock; the generator is asked by many threads. */
  public RetryingStore(
      ObjectStore behind, RetryPolicy policy, Timing timing, RandomGenerator random) {
    super(behind);
    this.behind = behind;
    this.policy = policy;
    this.timing = timing;
    this.random = random;
  }

  /** The store behind, if this one tries again, for callers that have another one to ask. */
  public static ObjectStore withoutRetries(ObjectStore store) {
    return store instanceof RetryingStore retrying ? retrying.behind : store;
  }

  @Override
  public void put(ObjectName name, ObjectContent content, PutCondition condition, Purpose purpose)
      throws StoreException {
    retrying(
        () -> {
          super.put(name, content, condition, purpose);
          return true;
        });
  }

  @Override
  public InputStream get(ObjectName name, ByteRange range, Purpose purpose) throws StoreException {
    Retries retries = retries();
    InputStream stream = retrying(retries, () -> super.get(name, range, purpose));
    return new ResumingStream(
        stream, range, rest -> retrying(retries, () -> super.get(name, rest, purpose)), retries);
  }

  @Override
  public Optional<ObjectStat> stat(ObjectName name, Purpose purpose) throws StoreException {
    return retrying(() -> super.stat(name, purpose));
  }

  @Override
  public ListPage list(String prefix, Optional<String> continuation, int limit, Purpose purpose)
      throws StoreException {
    return retrying(() -> super.list(prefix, continuation, limit, purpose));
  }

  @Override
  public void delete(Collection<ObjectName> names, Purpose purpose) throws StoreException {
    retrying(
        () -> {
          super.delete(names, purpose);
          return true;
        });
  }

  @Override
  public StoreUsage usage(Purpose purpose) throws StoreException {
    return retrying(() -> super.usage(purpose));
  }

  /** Their calls are tried again, too. */
  @Override
  public Optional<RetentionLocks> locks() {
    return super.locks().map(RetriedLocks::new);
  }

  private final class RetriedLocks extends ForwardingLocks {
    RetriedLocks(RetentionLocks behind) {
      super(behind);
    }

    @Override
    protected <T> T call(String asked, Call<T> call) throws StoreException {
      return retrying(call::run);
    }
  }

  @Override
  public void close() {
    closed = true; // calls that now fail are not tried again
    super.close();
  }

  private Retries retries() {
    return new Retries(policy, timing, random, () -> closed);
  }

  private <T> T retrying(StoreCall<T> call) throws StoreException {
    return retrying(retries(), call);
  }

  private static <T> T retrying(Retries retries, StoreCall<T> call) throws StoreException {
    while (true) {
      try {
        return call.run();
      } catch (StoreException e) {
        retries.afterFailure(e);
      }
    }
  }
}

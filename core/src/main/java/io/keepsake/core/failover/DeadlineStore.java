package io.keepsake.core.failover;

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
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreUsage;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/**
 * Ends calls that take too long with kind {@code TIMEOUT}. A put and a read of a stream are
 * interrupted; any other call is left to itself.
 */
public final class DeadlineStore extends ForwardingStore {

  private final Deadlines deadlines;

  /** A store whose calls end in time. */
  public DeadlineStore(ObjectStore behind, Deadlines deadlines) {
    super(behind);
    this.deadlines = deadlines;
  }

  @Override
  public void put(ObjectName name, ObjectContent content, PutCondition condition, Purpose purpose)
      throws StoreException {
    Duration limit = deadlines.forBytes(content.length());
    Watch watch = Watch.begin(limit);
    try {
      super.put(name, content, condition, purpose);
    } catch (StoreException e) {
      if (watch.end() && e.kind() == Kind.INTERRUPTED) {
        throw Deadlines.timeout(limit, id(), "store " + name);
      }
      throw e;
    } finally {
      watch.end();
    }
  }

  @Override
  public InputStream get(ObjectName name, ByteRange range, Purpose purpose) throws StoreException {
    InputStream stream =
        Deadlines.within(
            deadlines.call(),
            id(),
            "read " + name,
            () -> super.get(name, range, purpose),
            DeadlineStore::close);
    return new DeadlineStream(stream, deadlines, id(), name);
  }

  @Override
  public Optional<ObjectStat> stat(ObjectName name, Purpose purpose) throws StoreException {
    return within("look up " + name, () -> super.stat(name, purpose));
  }

  @Override
  public ListPage list(String prefix, Optional<String> continuation, int limit, Purpose purpose)
      throws StoreException {
    return within("list '" + prefix + "'", () -> super.list(prefix, continuation, limit, purpose));
  }

  @Override
  public void delete(Collection<ObjectName> names, Purpose purpose) throws StoreException {
    within(
        "delete " + names.size() + " objects",
        () -> {
          super.delete(names, purpose);
          return true;
        });
  }

  @Override
  public StoreUsage usage(Purpose purpose) throws StoreException {
    return within("tell its usage", () -> super.usage(purpose));
  }

  /** Each of their calls ends in time, too. */
  @Override
  public Optional<RetentionLocks> locks() {
    return super.locks().map(TimedLocks::new);
  }

  private final class TimedLocks extends ForwardingLocks {
    TimedLocks(RetentionLocks behind) {
      super(behind);
    }

    @Override
    protected <T> T call(String asked, Call<T> call) throws StoreException {
      return within(asked, call::run);
    }
  }

  private static void close(InputStream late) {
    try {
      late.close();
    } catch (IOException e) {
      // nobody waits for it
    }
  }

  private <T> T within(String asked, Deadlines.Call<T> call) throws StoreException {
    return Deadlines.within(deadlines.call(), id(), asked, call);
  }
}

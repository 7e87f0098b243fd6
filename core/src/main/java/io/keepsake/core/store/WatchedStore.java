package io.keepsake.core.store;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ForwardingStore;
import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreUsage;
import io.keepsake.core.watch.StoreCall.Operation;
import io.keepsake.core.watch.StoreWatch;
import java.io.InputStream;
import java.util.Collection;
import java.util.Optional;

/**
 * Tells a {@link StoreWatch} of every call. Belongs around a store that ends calls in time, and
 * inside of one that tries them again: so each try is told, and each has ended.
 */
public final class WatchedStore extends ForwardingStore {

  private final StoreWatch watch;

  private WatchedStore(ObjectStore behind, StoreWatch watch) {
    super(behind);
    this.watch = watch;
  }

  /** Opens a store, or asks it for something. */
  @FunctionalInterface
  public interface Call<T> {
    /** Does so. */
    T run() throws StoreException;
  }

  /** Opens a store, which is told too, and answers it watched. */
  public static ObjectStore open(String id, StoreWatch watch, Call<ObjectStore> opening)
      throws StoreException {
    WatchedCall call = new WatchedCall(watch, id, Operation.OPEN, Purpose.OPEN);
    return new WatchedStore(call.run(0, opening), watch);
  }

  @Override
  public void put(ObjectName name, ObjectContent content, PutCondition condition, Purpose purpose)
      throws StoreException {
    call(Operation.PUT, purpose)
        .run(
            content.length(),
            () -> {
              super.put(name, content, condition, purpose);
              return true;
            });
  }

  @Override
  public InputStream get(ObjectName name, ByteRange range, Purpose purpose) throws StoreException {
    WatchedCall call = call(Operation.GET, purpose);
    return new WatchedStream(call.begin(() -> super.get(name, range, purpose)), call);
  }

  @Override
  public Optional<ObjectStat> stat(ObjectName name, Purpose purpose) throws StoreException {
    return call(Operation.STAT, purpose).run(0, () -> super.stat(name, purpose));
  }

  @Override
  public ListPage list(String prefix, Optional<String> continuation, int limit, Purpose purpose)
      throws StoreException {
    return call(Operation.LIST, purpose)
        .run(0, () -> super.list(prefix, continuation, limit, purpose));
  }

  @Override
  public void delete(Collection<ObjectName> names, Purpose purpose) throws StoreException {
    call(Operation.DELETE, purpose)
        .run(
            0,
            () -> {
              super.delete(names, purpose);
              return true;
            });
  }

  @Override
  public StoreUsage usage(Purpose purpose) throws StoreException {
    return call(Operation.USAGE, purpose).run(0, () -> super.usage(purpose));
  }

  private WatchedCall call(Operation operation, Purpose purpose) {
    return new WatchedCall(watch, id(), operation, purpose);
  }
}

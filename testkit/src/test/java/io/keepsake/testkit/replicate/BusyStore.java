package io.keepsake.testkit.replicate;

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
import java.io.InputStream;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the calls that have not returned. */
final class BusyStore extends ForwardingStore {

  private interface Call<T> {
    T run() throws StoreException;
  }

  private final AtomicInteger underWay = new AtomicInteger();

  BusyStore(ObjectStore behind) {
    super(behind);
  }

  int underWay() {
    return underWay.get();
  }

  private <T> T count(Call<T> call) throws StoreException {
    underWay.incrementAndGet();
    try {
      return call.run();
    } finally {
      underWay.decrementAndGet();
    }
  }

  @Override
  public void put(ObjectName name, ObjectContent content, PutCondition condition, Purpose purpose)
      throws StoreException {
    count(
        () -> {
          super.put(name, content, condition, purpose);
          return true;
        });
  }

  @Override
  public InputStream get(ObjectName name, ByteRange range, Purpose purpose) throws StoreException {
    return count(() -> super.get(name, range, purpose));
  }

  @Override
  public Optional<ObjectStat> stat(ObjectName name, Purpose purpose) throws StoreException {
    return count(() -> super.stat(name, purpose));
  }

  @Override
  public ListPage list(String prefix, Optional<String> continuation, int limit, Purpose purpose)
      throws StoreException {
    return count(() -> super.list(prefix, continuation, limit, purpose));
  }

  @Override
  public void delete(Collection<ObjectName> names, Purpose purpose) throws StoreException {
    count(
        () -> {
          super.delete(names, purpose);
          return true;
        });
  }
}

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
import io.keepsake.core.spi.storage.StoreUsage;
import io.keepsake.testkit.storage.Gate;
import java.io.InputStream;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A store that hangs as no store should: no interrupt ends its calls before a gate opens. */
final class StubbornStore extends ForwardingStore {

  private final CountDownLatch interrupted = new CountDownLatch(1);
  private volatile Optional<Gate> hanging = Optional.empty();

  StubbornStore(ObjectStore behind) {
    super(behind);
  }

  /** From now on no call goes through before the gate opens. */
  void hang(Gate gate) {
    hanging = Optional.of(gate);
  }

  /** Waits until a call that hangs has been interrupted, for no use. */
  void awaitInterrupt() throws InterruptedException {
    interrupted.await();
  }

  private void pass() {
    hanging.ifPresent(this::passStubbornly);
  }

  private void passStubbornly(Gate gate) {
    boolean flag = false;
    while (true) {
      try {
        gate.pass();
        break;
      } catch (InterruptedException e) {
        flag = true;
        interrupted.countDown();
      }
    }
    if (flag) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void put(ObjectName name, ObjectContent content, PutCondition condition, Purpose purpose)
      throws StoreException {
    pass();
    super.put(name, content, condition, purpose);
  }

  @Override
  public InputStream get(ObjectName name, ByteRange range, Purpose purpose) throws StoreException {
    pass();
    Thread.interrupted(); // it does not even notice afterwards
    return super.get(name, range, purpose);
  }

  @Override
  public Optional<ObjectStat> stat(ObjectName name, Purpose purpose) throws StoreException {
    pass();
    return super.stat(name, purpose);
  }

  @Override
  public ListPage list(String prefix, Optional<String> continuation, int limit, Purpose purpose)
      throws StoreException {
    pass();
    return super.list(prefix, continuation, limit, purpose);
  }

  @Override
  public void delete(Collection<ObjectName> names, Purpose purpose) throws StoreException {
    pass();
    super.delete(names, purpose);
  }

  @Override
  public StoreUsage usage(Purpose purpose) throws StoreException {
    pass();
    return super.usage(purpose);
  }
}

package io.keepsake.core.vault;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreUsage;
import java.io.InputStream;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A store of a vault that could not be reached when the vault was opened: each call tries to open
 * it, and goes on only if it then proves to hold that vault.
 */
final class AwaitedStore implements ObjectStore {

  /** Opens the store and makes sure that it holds the vault. */
  @FunctionalInterface
  interface Opening {
    ObjectStore open() throws StoreException;
  }

  private final String id;
  private final String location;
  private final Opening opening;
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<ObjectStore> open = Optional.empty();
  private boolean closed;

  AwaitedStore(String id, String location, Opening opening) {
    this.id = id;
    this.location = location;
    this.opening = opening;
  }

  private ObjectStore opened() throws StoreException {
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(Kind.INTERRUPTED, id, "Interrupted: provider " + id, e);
    }
    try {
      if (closed) {
        throw new StoreException(Kind.UNAVAILABLE, id, "Provider " + id + " is closed");
      }
      if (open.isEmpty()) {
        open = Optional.of(opening.open());
      }
      return open.get();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String location() {
    return location;
  }

  /** None until it is open. */
  @Override
  public Set<Capability> capabilities() {
    lock.lock();
    try {
      return open.map(ObjectStore::capabilities).orElse(Set.of());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void put(ObjectName name, ObjectContent content, PutCondition condition, Purpose purpose)
      throws StoreException {
    opened().put(name, content, condition, purpose);
  }

  @Override
  public InputStream get(ObjectName name, ByteRange range, Purpose purpose) throws StoreException {
    return opened().get(name, range, purpose);
  }

  @Override
  public Optional<ObjectStat> stat(ObjectName name, Purpose purpose) throws StoreException {
    return opened().stat(name, purpose);
  }

  @Override
  public ListPage list(String prefix, Optional<String> continuation, int limit, Purpose purpose)
      throws StoreException {
    return opened().list(prefix, continuation, limit, purpose);
  }

  @Override
  public void delete(Collection<ObjectName> names, Purpose purpose) throws StoreException {
    opened().delete(names, purpose);
  }

  @Override
  public StoreUsage usage(Purpose purpose) throws StoreException {
    return opened().usage(purpose);
  }

  @Override
  public void close() {
    Optional<ObjectStore> last;
    lock.lock();
    try {
      closed = true;
      last = open;
      open = Optional.empty();
    } finally {
      lock.unlock();
    }
    last.ifPresent(ObjectStore::close);
  }
}

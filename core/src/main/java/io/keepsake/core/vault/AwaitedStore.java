package io.keepsake.core.vault;

import io.keepsake.core.format.ObjectNames;
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
 * A store of a vault that could not be used when the vault was opened: each call tries to open it,
 * and goes on only if it then proves to hold that vault.
 *
 * <p>One that has lost its header proves nothing and gets nothing: it may be an empty directory
 * where a disk should be. But it is read from, by names that are hashes: whatever else is wrong
 * there, bytes that fit such a name are the right ones.
 */
final class AwaitedStore implements ObjectStore {

  /** Opens the store, and makes sure that it holds the vault. */
  interface Opening {
    ObjectStore open() throws StoreException;

    /**
     * Makes sure that an open one holds the vault.
     *
     * @throws StoreException if it does not; kind {@code NOT_FOUND} if it has no header
     */
    void prove(ObjectStore store) throws StoreException;
  }

  /** What a store has to be for a call. */
  private enum Need {
    /** It holds the vault. */
    PROOF,
    /** It holds the vault, or has no header. */
    NO_OTHER_VAULT
  }

  private final String id;
  private final String location;
  private final Opening opening;
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<ObjectStore> open = Optional.empty();
  private boolean proven;
  private boolean closed;

  AwaitedStore(String id, String location, Opening opening) {
    this.id = id;
    this.location = location;
    this.opening = opening;
  }

  private ObjectStore opened() throws StoreException {
    return opened(Need.PROOF);
  }

  private ObjectStore opened(Need need) throws StoreException {
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
      if (!proven && (need == Need.PROOF || open.isEmpty())) {
        prove(need);
      }
      return open.orElseThrow();
    } finally {
      lock.unlock();
    }
  }

  private void prove(Need need) throws StoreException {
    ObjectStore store = open.isPresent() ? open.get() : opening.open();
    try {
      opening.prove(store);
      open = Optional.of(store);
      proven = true;
    } catch (StoreException e) {
      if (e.kind() == Kind.NOT_FOUND && (need == Need.NO_OTHER_VAULT || open.isPresent())) {
        open = Optional.of(store);
      } else {
        open = Optional.empty();
        store.close();
      }
      if (e.kind() != Kind.NOT_FOUND || need == Need.PROOF) {
        throw e;
      }
    } catch (RuntimeException | Error e) {
      open = Optional.empty();
      store.close();
      throw e;
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

  /** None until it has proved to hold the vault. */
  @Override
  public Set<Capability> capabilities() {
    lock.lock();
    try {
      return proven ? open.map(ObjectStore::capabilities).orElse(Set.of()) : Set.of();
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
    Need need = ObjectNames.hashOf(name).isPresent() ? Need.NO_OTHER_VAULT : Need.PROOF;
    return opened(need).get(name, range, purpose);
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

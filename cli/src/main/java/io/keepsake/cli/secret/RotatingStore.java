package io.keepsake.cli.secret;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreUsage;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A store that is opened with stored secrets. A call that is denied is made once more with other
 * values of them, if there are any that may work: the previous ones, or newer ones that were stored
 * since. With those that worked it goes on.
 */
final class RotatingStore implements ObjectStore {

  private final ObjectStoreProvider provider;
  private final StoreCredentials credentials;
  private final List<ObjectStore> opened = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Open current;

  /**
   * A store that is open.
   *
   * @param used what it was opened with
   * @param noted whether it is noted that this worked, as far as that is worth a note
   */
  private record Open(ObjectStore store, ResolvedOptions used, AtomicBoolean noted) {}

  private interface Call<T> {
    T on(ObjectStore store) throws StoreException;
  }

  private RotatingStore(ObjectStoreProvider provider, StoreCredentials credentials)
      throws StoreException {
    this.provider = provider;
    this.credentials = credentials;
    this.current = first();
  }

  /**
   * Opens it with the newest values, or, where opening is denied already, with those before.
   *
   * @throws StoreException that of the newest values, if none will do
   */
  static RotatingStore open(ObjectStoreProvider provider, StoreCredentials credentials)
      throws StoreException {
    return new RotatingStore(provider, credentials);
  }

  private Open first() throws StoreException {
    List<ResolvedOptions> all = credentials.all();
    try {
      return opened(all.getFirst());
    } catch (StoreException e) {
      if (e.kind() != Kind.DENIED || all.size() == 1) {
        throw e;
      }
      Open older = openedOrThrow(all.getLast(), e);
      credentials.tellOlder(older.used());
      return older;
    }
  }

  private Open openedOrThrow(ResolvedOptions options, StoreException otherwise)
      throws StoreException {
    try {
      return opened(options);
    } catch (StoreException e) {
      throw e.kind() == Kind.INTERRUPTED ? e : otherwise;
    }
  }

  private Open opened(ResolvedOptions options) throws StoreException {
    try {
      ObjectStore store = provider.open(credentials.with(options));
      opened.add(store);
      return new Open(store, options, new AtomicBoolean());
    } catch (StoreException e) {
      throw credentials.hidden(e, options);
    }
  }

  private <T> T call(Call<T> call) throws StoreException {
    Open open = current;
    try {
      return on(open, call);
    } catch (StoreException e) {
      if (e.kind() != Kind.DENIED) {
        throw e;
      }
      return again(call, open, e);
    }
  }

  private <T> T on(Open open, Call<T> call) throws StoreException {
    try {
      T result = call.on(open.store());
      worked(open);
      return result;
    } catch (StoreException e) {
      throw credentials.hidden(e, open.used());
    }
  }

  /** Tries what else there is; one thread at a time, so that the others find what works. */
  private <T> T again(Call<T> call, Open denied, StoreException failure) throws StoreException {
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(Kind.INTERRUPTED, id(), "Interrupted: provider " + id(), e);
    }
    try {
      if (!current.used().sameValues(denied.used())) {
        return on(current, call);
      }
      for (ResolvedOptions other : credentials.all()) {
        if (!other.sameValues(denied.used())) {
          Optional<T> result = with(other, call);
          if (result.isPresent()) {
            return result.get();
          }
        }
      }
      throw failure;
    } finally {
      lock.unlock();
    }
  }

  /** The result of a call with these values, which are kept then; empty if it fails. */
  private <T> Optional<T> with(ResolvedOptions other, Call<T> call) throws StoreException {
    Optional<Open> open = Optional.empty();
    try {
      open = Optional.of(opened(other));
      T result = call.on(open.get().store());
      current = open.get();
      if (!other.older().isEmpty()) {
        credentials.tellOlder(other);
      }
      worked(current);
      return Optional.of(result);
    } catch (StoreException e) {
      open.ifPresent(this::discard);
      if (e.kind() == Kind.INTERRUPTED) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private void discard(Open open) {
    opened.remove(open.store());
    open.store().close();
  }

  private void worked(Open open) {
    if (open.noted().compareAndSet(false, true)) {
      credentials.worked(open.used());
    }
  }

  @Override
  public String id() {
    return current.store().id();
  }

  @Override
  public String location() {
    return current.store().location();
  }

  @Override
  public Set<Capability> capabilities() {
    return current.store().capabilities();
  }

  @Override
  public void put(ObjectName name, ObjectContent content, PutCondition condition, Purpose purpose)
      throws StoreException {
    call(
        store -> {
          store.put(name, content, condition, purpose);
          return true;
        });
  }

  @Override
  public InputStream get(ObjectName name, ByteRange range, Purpose purpose) throws StoreException {
    return call(store -> store.get(name, range, purpose));
  }

  @Override
  public Optional<ObjectStat> stat(ObjectName name, Purpose purpose) throws StoreException {
    return call(store -> store.stat(name, purpose));
  }

  @Override
  public ListPage list(String prefix, Optional<String> continuation, int limit, Purpose purpose)
      throws StoreException {
    return call(store -> store.list(prefix, continuation, limit, purpose));
  }

  @Override
  public void delete(Collection<ObjectName> names, Purpose purpose) throws StoreException {
    call(
        store -> {
          store.delete(names, purpose);
          return true;
        });
  }

  @Override
  public StoreUsage usage(Purpose purpose) throws StoreException {
    return call(store -> store.usage(purpose));
  }

  /** Those whose values were refused later, too: calls to them may be under way until here. */
  @Override
  public void close() {
    opened.forEach(ObjectStore::close);
  }
}

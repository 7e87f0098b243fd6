package io.keepsake.cli.secret;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.LockRule;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.Retention;
import io.keepsake.core.spi.storage.RetentionLocks;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreUsage;
import java.io.InputStream;
import java.time.InstantSource;
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
 * since. With those that worked it goes on. Values that were refused are left alone for {@link
 * Refusals#PAUSE}.
 */
final class RotatingStore implements ObjectStore {

  private final ObjectStoreProvider provider;
  private final StoreCredentials credentials;
  private final Refusals refusals;
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

  /** What it tells of the values that a call goes through. */
  private enum Proof {
    /** The provider has accepted them. */
    ACCEPTED,
    /** Nothing: some stores answer without asking anybody. */
    NONE
  }

  private RotatingStore(
      ObjectStoreProvider provider, StoreCredentials credentials, InstantSource clock)
      throws StoreException {
    this.provider = provider;
    this.credentials = credentials;
    this.refusals = new Refusals(clock);
    this.current = first();
  }

  /**
   * Opens it with the newest values, or, where opening is denied already, with those before.
   *
   * @throws StoreException that of the newest values, if all are denied
   */
  static RotatingStore open(
      ObjectStoreProvider provider, StoreCredentials credentials, InstantSource clock)
      throws StoreException {
    return new RotatingStore(provider, credentials, clock);
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
      throw isNoUse(e) ? otherwise : e;
    }
  }

  /** Whether other values than these are wanted, and not another moment or another call. */
  private static boolean isNoUse(StoreException failure) {
    return failure.kind() == Kind.DENIED || failure.kind() == Kind.INVALID;
  }

  private Open opened(ResolvedOptions options) throws StoreException {
    try {
      ObjectStore store = provider.open(credentials.with(options));
      opened.add(store);
      return new Open(store, options, new AtomicBoolean());
    } catch (StoreException e) {
      if (e.kind() == Kind.DENIED) {
        refusals.add(options);
      }
      throw credentials.hidden(e, options);
    }
  }

  private <T> T call(Call<T> call) throws StoreException {
    return call(call, Proof.ACCEPTED);
  }

  private <T> T call(Call<T> call, Proof proof) throws StoreException {
    Open open = current;
    try {
      return on(open, call, proof);
    } catch (StoreException e) {
      if (e.kind() != Kind.DENIED) {
        throw e;
      }
      return again(call, proof, open, e);
    }
  }

  private <T> T on(Open open, Call<T> call, Proof proof) throws StoreException {
    try {
      T result = call.on(open.store());
      if (proof == Proof.ACCEPTED) {
        worked(open);
      }
      return result;
    } catch (StoreException e) {
      throw credentials.hidden(e, open.used());
    }
  }

  /** Tries what else there is; one thread at a time, so that the others find what works. */
  private <T> T again(Call<T> call, Proof proof, Open denied, StoreException failure)
      throws StoreException {
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(Kind.INTERRUPTED, id(), "Interrupted: provider " + id(), e);
    }
    try {
      if (!current.used().sameValues(denied.used())) {
        return on(current, call, proof);
      }
      refusals.add(denied.used());
      for (ResolvedOptions other : others(failure)) {
        Optional<T> result = with(other, call, proof);
        if (result.isPresent()) {
          return result.get();
        }
      }
      throw failure;
    } finally {
      lock.unlock();
    }
  }

  /** What was not refused just now. Where that cannot be told, the refusal is what to tell. */
  private List<ResolvedOptions> others(StoreException failure) throws StoreException {
    try {
      return credentials.all().stream().filter(each -> !refusals.have(each)).toList();
    } catch (StoreException e) {
      throw e.kind() == Kind.INTERRUPTED ? e : failure;
    }
  }

  /**
   * The result of a call with these values, which are kept then; empty if they are no better.
   *
   * @throws StoreException if they are not what it fails by
   */
  private <T> Optional<T> with(ResolvedOptions other, Call<T> call, Proof proof)
      throws StoreException {
    Open open;
    try {
      open = opened(other);
    } catch (StoreException e) {
      if (isNoUse(e)) {
        return Optional.empty();
      }
      throw e;
    }
    try {
      T result = on(open, call, proof);
      keep(open);
      return Optional.of(result);
    } catch (StoreException e) {
      switch (e.kind()) {
        case DENIED -> {
          refusals.add(other);
          discard(open);
          return Optional.empty();
        }
        case NOT_FOUND, ALREADY_EXISTS, QUOTA -> keep(open); // who answers that let us in
        case THROTTLED, UNAVAILABLE, CORRUPT, TIMEOUT, INVALID, INTERRUPTED -> discard(open);
      }
      throw e;
    } catch (RuntimeException | Error e) {
      discard(open);
      throw e;
    }
  }

  private void keep(Open open) {
    current = open;
    if (!open.used().older().isEmpty()) {
      credentials.tellOlder(open.used());
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
    return call(store -> store.usage(purpose), Proof.NONE);
  }

  @Override
  public Optional<RetentionLocks> locks() {
    return current.store().locks().isPresent() ? Optional.of(new Locks()) : Optional.empty();
  }

  /** Those of the store that is open at each call. */
  private final class Locks implements RetentionLocks {

    private RetentionLocks of(ObjectStore store) throws StoreException {
      return store
          .locks()
          .orElseThrow(
              () ->
                  new StoreException(
                      Kind.INVALID, id(), "Provider %s has no locks".formatted(id())));
    }

    @Override
    public Optional<LockRule> rule() {
      return current.store().locks().flatMap(RetentionLocks::rule);
    }

    @Override
    public Optional<Retention> read(ObjectName name, Purpose purpose) throws StoreException {
      return call(store -> of(store).read(name, purpose));
    }

    @Override
    public void lock(ObjectName name, Retention retention, Purpose purpose) throws StoreException {
      call(
          store -> {
            of(store).lock(name, retention, purpose);
            return true;
          });
    }

    @Override
    public ListPage hidden(Optional<String> continuation, Purpose purpose) throws StoreException {
      return call(store -> of(store).hidden(continuation, purpose));
    }

    @Override
    public Optional<Retention> readHidden(ObjectName name, Purpose purpose) throws StoreException {
      return call(store -> of(store).readHidden(name, purpose));
    }
  }

  /** Those whose values were refused later, too: calls to them may be under way until here. */
  @Override
  public void close() {
    opened.forEach(ObjectStore::close);
  }
}

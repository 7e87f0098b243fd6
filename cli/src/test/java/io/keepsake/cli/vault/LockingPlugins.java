package io.keepsake.cli.vault;

import io.keepsake.core.spi.storage.ForwardingLocks;
import io.keepsake.core.spi.storage.ForwardingStore;
import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.LockMode;
import io.keepsake.core.spi.storage.LockRule;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.Retention;
import io.keepsake.core.spi.storage.RetentionLocks;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.storage.RetentionStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The installed plugins, one store of which locks, refuses what it is told to, and hides. */
final class LockingPlugins extends WrappedPlugins {

  private final String id;
  private final Map<ObjectName, Retention> known = new ConcurrentHashMap<>();
  private final Map<ObjectName, Kind> refused = new ConcurrentHashMap<>();
  private final Map<ObjectName, Optional<Retention>> hidden = new ConcurrentSkipListMap<>();
  private volatile Optional<LockRule> rule = Optional.empty();
  private volatile Optional<RetentionStore> first = Optional.empty();
  private volatile boolean firmerRefused;

  LockingPlugins(String id) {
    this.id = id;
  }

  /** How stores that are opened from now on lock. */
  void rule(Optional<LockRule> is) {
    rule = is;
  }

  /** Fails what asks for the lock of this object, or is to set it. */
  void refuse(ObjectName name, Kind kind) {
    refused.put(name, kind);
  }

  void refuseNothing() {
    refused.clear();
  }

  /** Does not let a lock become one in compliance mode. */
  void refuseFirmer() {
    firmerRefused = true;
  }

  /** Tells this object as hidden, with such a lock. It need not be there. */
  void hide(ObjectName name, Optional<Retention> lock) {
    hidden.put(name, lock);
  }

  void hideNothing() {
    hidden.clear();
  }

  /** The lock that was read or set last. */
  Optional<Retention> lockOf(ObjectName name) {
    return Optional.ofNullable(known.get(name));
  }

  @Override
  ObjectStore open(ObjectStoreProvider behind, StoreSettings settings) throws StoreException {
    ObjectStore store = behind.open(settings);
    if (!settings.id().equals(id)) {
      return store;
    }
    // What is put is not locked, so that the tests begin without locks.
    RetentionStore locking =
        first
            .map(each -> each.again(store, Optional.empty()))
            .orElseGet(() -> new RetentionStore(store, Optional.empty()));
    first = Optional.of(locking);
    return new Store(locking);
  }

  private final class Store extends ForwardingStore {
    private final RetentionStore behind;

    Store(RetentionStore behind) {
      super(behind);
      this.behind = behind;
    }

    @Override
    public Optional<RetentionLocks> locks() {
      return Optional.of(new Locks(behind));
    }
  }

  private final class Locks extends ForwardingLocks {
    private final Optional<LockRule> mine = rule;

    Locks(RetentionLocks behind) {
      super(behind);
    }

    @Override
    protected <T> T call(String asked, Call<T> call) throws StoreException {
      return call.run();
    }

    @Override
    public Optional<LockRule> rule() {
      return mine;
    }

    @Override
    public Optional<Retention> read(ObjectName name, Purpose purpose) throws StoreException {
      if (refused.get(name) == Kind.CORRUPT) {
        throw failure(Kind.CORRUPT, "the lock of " + name + " makes no sense");
      }
      Optional<Retention> lock = super.read(name, purpose);
      lock.ifPresent(each -> known.put(name, each));
      return lock;
    }

    @Override
    public void lock(ObjectName name, Retention retention, Purpose purpose) throws StoreException {
      Kind kind = refused.get(name);
      if (kind != null) {
        throw failure(kind, "it does not lock " + name);
      }
      if (firmerRefused && retention.mode() == LockMode.COMPLIANCE) {
        throw failure(Kind.DENIED, "these credentials may not lock " + name + " firmer");
      }
      super.lock(name, retention, purpose);
      known.put(name, retention);
    }

    @Override
    public ListPage hidden(Optional<String> continuation, Purpose purpose) {
      return new ListPage(
          hidden.keySet().stream().map(name -> new ObjectStat(name, 1, Optional.empty())).toList(),
          Optional.empty());
    }

    @Override
    public Optional<Retention> readHidden(ObjectName name, Purpose purpose) {
      return Optional.ofNullable(hidden.get(name)).flatMap(lock -> lock);
    }

    private StoreException failure(Kind kind, String problem) {
      return new StoreException(kind, id, "Provider " + id + ": " + problem);
    }
  }
}

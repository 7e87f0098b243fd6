package io.keepsake.cli.vault;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.storage.Calls;
import io.keepsake.testkit.storage.Fault;
import io.keepsake.testkit.storage.FaultyStore;
import io.keepsake.testkit.storage.Times;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The installed plugins, whose stores misbehave where they are told to. */
final class FaultyPlugins extends WrappedPlugins {

  private final Map<String, FaultyStore> stores = new ConcurrentHashMap<>();
  private final Map<String, Consumer<FaultyStore>> later = new ConcurrentHashMap<>();

  /** Makes the store of that id, which must be open, fail such calls until it is healed. */
  void fail(String id, Calls calls, Times times, StoreException.Kind kind) {
    store(id).inject(calls, times, new Fault.Fails(kind));
  }

  /** As {@link #fail}, from the n-th such call on, counted from 1. */
  void failFrom(String id, Calls calls, long n, StoreException.Kind kind) {
    store(id).inject(calls, Times.from(n), new Fault.Fails(kind));
  }

  /** Does something to stores of that id that are opened from now on. */
  void onceOpened(String id, Consumer<FaultyStore> action) {
    later.put(id, action);
  }

  /** Makes the store of that id, which must be open, do something else at such calls. */
  void inject(String id, Calls calls, Fault fault) {
    inject(id, calls, Times.always(), fault);
  }

  /** The same, at some of such calls, counted from now on. */
  void inject(String id, Calls calls, Times times, Fault fault) {
    store(id).inject(calls, times, fault);
  }

  /** As {@link #fail}, for stores of that id that are opened from now on. */
  void failOnceOpened(String id, Calls calls, StoreException.Kind kind) {
    later.put(id, store -> store.inject(calls, Times.always(), new Fault.Fails(kind)));
  }

  /** Takes all faults from all stores. */
  void heal() {
    later.clear();
    stores.values().forEach(FaultyStore::heal);
  }

  private FaultyStore store(String id) {
    FaultyStore store = stores.get(id);
    if (store == null) {
      throw new IllegalArgumentException("Store " + id + " was never opened");
    }
    return store;
  }

  @Override
  ObjectStore open(ObjectStoreProvider behind, StoreSettings settings) throws StoreException {
    FaultyStore store = new FaultyStore(behind.open(settings));
    stores.put(settings.id(), store);
    Optional.ofNullable(later.get(settings.id())).ifPresent(fault -> fault.accept(store));
    return store;
  }
}

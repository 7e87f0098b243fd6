package io.keepsake.cli.vault;

import io.keepsake.core.spi.storage.ForwardingStore;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.storage.FaultyStore;
import io.keepsake.testkit.storage.Gate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The installed plugins, some of whose stores cannot be opened, or hang while they are. */
final class LatePlugins extends WrappedPlugins {

  private final Set<String> away = ConcurrentHashMap.newKeySet();
  private final Map<String, Gate> hanging = new ConcurrentHashMap<>();
  private final Map<String, FaultyStore> stores = new ConcurrentHashMap<>();
  private volatile Consumer<String> closed = _ -> {};

  /** The store cannot be opened until it is back. */
  void away(String id) {
    away.add(id);
  }

  void back(String id) {
    away.remove(id);
  }

  /** Opening the store takes until the gate opens, whatever interrupts it. */
  void hang(String id, Gate gate) {
    hanging.put(id, gate);
  }

  /** Whom to tell the id of each store that is closed. */
  void whenClosed(Consumer<String> listener) {
    closed = listener;
  }

  /** The store of that id that was opened last. */
  FaultyStore store(String id) {
    return Optional.ofNullable(stores.get(id)).orElseThrow();
  }

  @Override
  ObjectStore open(ObjectStoreProvider behind, StoreSettings settings) throws StoreException {
    String id = settings.id();
    if (away.contains(id)) {
      throw new StoreException(Kind.UNAVAILABLE, id, "Provider " + id + " is away");
    }
    Optional.ofNullable(hanging.get(id)).ifPresent(LatePlugins::pass);
    FaultyStore store = new FaultyStore(behind.open(settings));
    stores.put(id, store);
    return new ForwardingStore(store) {
      @Override
      public void close() {
        super.close();
        closed.accept(id);
      }
    };
  }

  private static void pass(Gate gate) {
    while (true) {
      try {
        gate.pass();
        return;
      } catch (InterruptedException e) {
        // it ignores that, as a network file system does
      }
    }
  }
}

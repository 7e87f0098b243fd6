package io.keepsake.monitor.health;

import io.keepsake.core.plugin.PluginProblem;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.crypto.CryptoProvider;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.storage.FaultyStore;
import io.keepsake.testkit.storage.Gate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The installed plugins, whose stores misbehave where they are told to. */
final class FaultyPlugins implements Plugins {

  private final Plugins installed = Plugins.installed();
  private final Map<String, FaultyStore> stores = new ConcurrentHashMap<>();
  private final Map<String, Gate> hanging = new ConcurrentHashMap<>();

  /** The store of that id that was opened last. */
  FaultyStore store(String id) {
    return Optional.ofNullable(stores.get(id)).orElseThrow();
  }

  /** Opening the store takes until the gate opens. */
  void hang(String id, Gate gate) {
    hanging.put(id, gate);
  }

  @Override
  public Optional<ObjectStoreProvider> storage(String scheme) {
    return installed.storage(scheme).map(Wrapped::new);
  }

  @Override
  public Optional<CryptoProvider> crypto(String suite) {
    return installed.crypto(suite);
  }

  @Override
  public List<PluginProblem> problems() {
    return installed.problems();
  }

  private final class Wrapped implements ObjectStoreProvider {

    private final ObjectStoreProvider behind;

    Wrapped(ObjectStoreProvider behind) {
      this.behind = behind;
    }

    @Override
    public int spiVersion() {
      return behind.spiVersion();
    }

    @Override
    public String name() {
      return behind.name();
    }

    @Override
    public Set<String> schemes() {
      return behind.schemes();
    }

    @Override
    public ObjectStore open(StoreSettings settings) throws StoreException {
      Gate gate = hanging.get(settings.id());
      if (gate != null) {
        pass(gate, settings.id());
      }
      FaultyStore store = new FaultyStore(behind.open(settings));
      stores.put(settings.id(), store);
      return store;
    }

    private static void pass(Gate gate, String id) throws StoreException {
      try {
        gate.pass();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StoreException(StoreException.Kind.INTERRUPTED, id, "interrupted", e);
      }
    }
  }
}

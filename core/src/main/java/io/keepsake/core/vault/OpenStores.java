package io.keepsake.core.vault;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.plugin.PluginProblem;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.core.store.RetryPolicy;
import io.keepsake.core.store.RetryingStore;
import io.keepsake.core.vault.VaultException.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The stores of a vault while it is being opened: those that answer, and why others are left out.
 */
final class OpenStores implements AutoCloseable {

  private final VaultListener listener;
  private final List<ObjectStore> stores = new ArrayList<>();
  private final Map<String, String> leftOut = new LinkedHashMap<>();

  private OpenStores(VaultListener listener) {
    this.listener = listener;
  }

  /**
   * Opens all stores.
   *
   * @throws VaultException kind {@code CONFIGURATION} if a URL's scheme has no plugin, or the
   *     settings of a store make no sense
   */
  static OpenStores open(VaultSettings settings, Plugins plugins, VaultListener listener)
      throws VaultException {
    OpenStores open = new OpenStores(listener);
    try {
      for (StoreSettings store : settings.stores()) {
        open.add(store, provider(store, plugins));
      }
      return open;
    } catch (VaultException | RuntimeException | Error e) {
      open.close();
      throw e;
    }
  }

  private static ObjectStoreProvider provider(StoreSettings store, Plugins plugins)
      throws VaultException {
    Optional<ObjectStoreProvider> provider = plugins.storage(store.scheme());
    if (provider.isPresent()) {
      return provider.get();
    }
    StringBuilder message =
        new StringBuilder("No plugin opens ")
            .append(store.scheme())
            .append(": URLs, which provider ")
            .append(store.id())
            .append(" needs");
    for (PluginProblem problem : plugins.problems()) {
      message.append("; plugin ").append(problem.plugin()).append(": ").append(problem.problem());
    }
    throw new VaultException(Kind.CONFIGURATION, message.toString());
  }

  private void add(StoreSettings settings, ObjectStoreProvider provider) throws VaultException {
    try {
      stores.add(new RetryingStore(provider.open(settings), RetryPolicy.STANDARD));
    } catch (StoreException e) {
      if (e.kind() == StoreException.Kind.INVALID) {
        throw new VaultException(Kind.CONFIGURATION, e.getMessage(), e);
      }
      leaveOut(settings.id(), e.getMessage());
    }
  }

  /** The stores still taking part. */
  List<ObjectStore> stores() {
    return List.copyOf(stores);
  }

  /** Those that do not, with the reason. */
  Map<String, String> leftOut() {
    return leftOut;
  }

  /** A store takes no part any more. */
  void leaveOut(ObjectStore store, String reason) {
    stores.remove(store);
    store.close();
    leaveOut(store.id(), reason);
  }

  private void leaveOut(String id, String reason) {
    leftOut.put(id, reason);
    listener.on(new VaultEvent.StoreDropped(id, reason));
  }

  /** The reasons in one sentence. */
  String reasons() {
    List<String> reasons = new ArrayList<>();
    leftOut.forEach((id, reason) -> reasons.add(id + ": " + reason));
    return String.join("; ", reasons);
  }

  @Override
  public void close() {
    stores.forEach(ObjectStore::close);
  }
}

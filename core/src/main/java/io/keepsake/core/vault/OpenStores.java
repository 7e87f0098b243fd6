package io.keepsake.core.vault;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.plugin.PluginProblem;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.repository.Tasks;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.core.store.RetryPolicy;
import io.keepsake.core.store.RetryingStore;
import io.keepsake.core.vault.VaultException.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;

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
   * Opens all stores at once: libraries of some take half a second to start.
   *
   * @throws VaultException kind {@code CONFIGURATION} if a URL's scheme has no plugin, or the
   *     settings of a store make no sense
   */
  static OpenStores open(VaultSettings settings, Plugins plugins, VaultListener listener)
      throws IOException {
    OpenStores open = new OpenStores(listener);
    Queue<ObjectStore> opened = new ConcurrentLinkedQueue<>();
    List<Callable<Attempt>> attempts = new ArrayList<>();
    RetryPolicy policy = settings.patience().policy();
    for (StoreSettings store : settings.stores()) {
      ObjectStoreProvider provider = provider(store, plugins);
      attempts.add(() -> attempt(store, provider, policy, opened));
    }
    try {
      for (Attempt attempt : Tasks.atOnce(attempts)) {
        open.add(attempt);
      }
      return open;
    } catch (IOException | RuntimeException | Error e) {
      opened.forEach(ObjectStore::close);
      throw e;
    }
  }

  /** What came of opening a store: it, or why not. */
  private record Attempt(
      String id, Optional<ObjectStore> store, Optional<StoreException> failure) {}

  private static Attempt attempt(
      StoreSettings settings,
      ObjectStoreProvider provider,
      RetryPolicy policy,
      Queue<ObjectStore> opened) {
    try {
      ObjectStore store = new RetryingStore(provider.open(settings), policy);
      opened.add(store);
      return new Attempt(settings.id(), Optional.of(store), Optional.empty());
    } catch (StoreException e) {
      return new Attempt(settings.id(), Optional.empty(), Optional.of(e));
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

  private void add(Attempt attempt) throws VaultException {
    attempt.store().ifPresent(stores::add);
    if (attempt.failure().isPresent()) {
      StoreException e = attempt.failure().get();
      if (e.kind() == StoreException.Kind.INVALID) {
        throw new VaultException(Kind.CONFIGURATION, e.getMessage(), e);
      }
      leaveOut(attempt.id(), e.getMessage());
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

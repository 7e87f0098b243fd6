package io.keepsake.core.vault;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.failover.DeadlineStore;
import io.keepsake.core.failover.Deadlines;
import io.keepsake.core.keys.VaultIdentity;
import io.keepsake.core.plugin.PluginProblem;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.replicate.StoreFailure;
import io.keepsake.core.repository.Tasks;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.core.store.RetryingStore;
import java.io.IOException;
import java.time.Duration;
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

  private final VaultSettings settings;
  private final Plugins plugins;
  private final VaultListener listener;
  private final List<ObjectStore> stores = new ArrayList<>();
  private final Map<String, StoreFailure> leftOut = new LinkedHashMap<>();

  private OpenStores(VaultSettings settings, Plugins plugins, VaultListener listener) {
    this.settings = settings;
    this.plugins = plugins;
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
    OpenStores open = new OpenStores(settings, plugins, listener);
    Queue<ObjectStore> opened = new ConcurrentLinkedQueue<>();
    List<Callable<Attempt>> attempts = new ArrayList<>();
    for (StoreSettings store : settings.stores()) {
      ObjectStoreProvider provider = provider(store, plugins);
      attempts.add(() -> attempt(store, provider, settings.patience(), opened));
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
      Patience patience,
      Queue<ObjectStore> opened) {
    try {
      ObjectStore store = open(settings, provider, patience);
      opened.add(store);
      return new Attempt(settings.id(), Optional.of(store), Optional.empty());
    } catch (StoreException e) {
      return new Attempt(settings.id(), Optional.empty(), Optional.of(e));
    }
  }

  private static ObjectStore open(
      StoreSettings settings, ObjectStoreProvider provider, Patience patience)
      throws StoreException {
    return Deadlines.within(
        patience.opening(),
        settings.id(),
        "open it",
        () -> {
          ObjectStore inTime = new DeadlineStore(provider.open(settings), patience.deadlines());
          return new RetryingStore(inTime, patience.policy());
        },
        ObjectStore::close);
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
    throw new VaultException(VaultException.Kind.CONFIGURATION, message.toString());
  }

  private void add(Attempt attempt) throws VaultException {
    attempt.store().ifPresent(stores::add);
    if (attempt.failure().isPresent()) {
      StoreException e = attempt.failure().get();
      if (e.kind() == Kind.INVALID) {
        throw new VaultException(VaultException.Kind.CONFIGURATION, e.getMessage(), e);
      }
      leaveOut(attempt.id(), e);
    }
  }

  /** How long a store may take to tell its header. */
  Duration opening() {
    return settings.patience().opening();
  }

  /** The stores still taking part. */
  List<ObjectStore> stores() {
    return List.copyOf(stores);
  }

  /** Those that do not, with the reason. */
  Map<String, String> leftOut() {
    Map<String, String> reasons = new LinkedHashMap<>();
    leftOut.forEach((id, failure) -> reasons.put(id, failure.reason()));
    return reasons;
  }

  /** Why stores do not take part. */
  List<StoreFailure> failures() {
    return List.copyOf(leftOut.values());
  }

  /** A store takes no part any more. */
  void leaveOut(ObjectStore store, StoreException reason) {
    stores.remove(store);
    Thread.ofVirtual().name("close-" + store.id()).start(store::close); // it may not answer
    leaveOut(store.id(), reason);
  }

  private void leaveOut(String id, StoreException reason) {
    String sentence = String.valueOf(reason.getMessage());
    leftOut.put(id, new StoreFailure(id, reason.kind(), sentence));
    listener.on(new VaultEvent.StoreDropped(id, sentence));
  }

  /**
   * All stores in the order of the settings. Those that were left out are tried again whenever they
   * are asked for something: a disk may be plugged in, and is used if it then holds this vault.
   */
  List<ObjectStore> withAwaited(VaultIdentity identity) throws VaultException {
    List<ObjectStore> all = new ArrayList<>();
    for (StoreSettings each : settings.stores()) {
      StoreFailure failure = leftOut.get(each.id());
      if (failure == null) {
        stores.stream().filter(store -> store.id().equals(each.id())).forEach(all::add);
      } else {
        ObjectStoreProvider provider = provider(each, plugins);
        all.add(
            new AwaitedStore(
                each.id(), each.url().toString(), () -> reopen(each, provider, identity)));
      }
    }
    return all;
  }

  private ObjectStore reopen(
      StoreSettings each, ObjectStoreProvider provider, VaultIdentity identity)
      throws StoreException {
    ObjectStore store = open(each, provider, settings.patience());
    try {
      if (StoredHeader.read(store, Purpose.OPEN).header().identity().equals(identity)) {
        return store;
      }
      throw new StoreException(
          Kind.INVALID, each.id(), "Provider " + each.id() + " holds another vault");
    } catch (StoreException e) {
      store.close();
      throw e;
    } catch (IOException e) {
      store.close();
      throw new StoreException(
          Kind.CORRUPT, each.id(), "The header at provider " + each.id() + ": " + e, e);
    }
  }

  /** The reasons in one sentence. */
  String reasons() {
    List<String> reasons = new ArrayList<>();
    leftOut.forEach((id, failure) -> reasons.add(id + ": " + failure.reason()));
    return String.join("; ", reasons);
  }

  @Override
  public void close() {
    stores.forEach(ObjectStore::close);
  }
}

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
import io.keepsake.core.store.RateLimit;
import io.keepsake.core.store.RetryingStore;
import io.keepsake.core.store.ThrottledStore;
import io.keepsake.core.store.WatchedStore;
import io.keepsake.core.watch.KnownHealth;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/**
 * The stores of a vault while it is being opened: those that answer, and why others are left out.
 */
final class OpenStores implements AutoCloseable {

  /** More than are made to one store at a time. */
  private static final long UPLOADS_AT_ONCE = 8;

  private final VaultSettings settings;
  private final Plugins plugins;
  private final VaultListener listener;
  private final List<ObjectStore> stores = new ArrayList<>();
  private final Map<String, StoreFailure> leftOut = new LinkedHashMap<>();
  private final Set<String> offline;
  private final Optional<RateLimit> limit;

  private OpenStores(
      VaultSettings settings, Plugins plugins, VaultListener listener, Set<String> offline) {
    this.settings = settings;
    this.plugins = plugins;
    this.listener = listener;
    this.offline = offline;
    this.limit = settings.uploadLimit().stream().mapToObj(RateLimit::new).findFirst();
  }

  /**
   * Opens all stores at once: libraries of some take half a second to start. Whatever is known of
   * them, each is waited for.
   *
   * @throws VaultException kind {@code CONFIGURATION} if a URL's scheme has no plugin, or the
   *     settings of a store make no sense
   */
  static OpenStores open(VaultSettings settings, Plugins plugins, VaultListener listener)
      throws IOException {
    return new OpenStores(settings, plugins, listener, Set.of()).openAll();
  }

  /**
   * The same, but stores that are known to be offline are waited for briefly, while the others
   * suffice.
   */
  static OpenStores openKnown(VaultSettings settings, Plugins plugins, VaultListener listener)
      throws IOException {
    Set<String> offline = new HashSet<>();
    settings
        .watch()
        .known()
        .forEach(
            (id, health) -> {
              if (health instanceof KnownHealth.Offline) {
                offline.add(id);
              }
            });
    return new OpenStores(settings, plugins, listener, offline).openAll();
  }

  private OpenStores openAll() throws IOException {
    Queue<ObjectStore> opened = new ConcurrentLinkedQueue<>();
    try {
      List<Attempt> attempts = openAll(settings.stores(), opened, this::patience);
      Set<String> usable = new HashSet<>();
      attempts.forEach(attempt -> attempt.store().ifPresent(_ -> usable.add(attempt.id())));
      List<StoreSettings> again =
          settings.placement().sufficient(usable)
              ? List.of()
              : settings.stores().stream().filter(store -> isHasty(store.id(), attempts)).toList();
      attempts.removeIf(attempt -> again.stream().anyMatch(it -> it.id().equals(attempt.id())));
      attempts.addAll(openAll(again, opened, _ -> opening()));
      for (Attempt attempt : attempts) {
        add(attempt);
      }
      return this;
    } catch (IOException | RuntimeException | Error e) {
      opened.forEach(ObjectStore::close);
      throw e;
    }
  }

  private List<Attempt> openAll(
      List<StoreSettings> some, Queue<ObjectStore> opened, Function<String, Duration> limit)
      throws IOException {
    List<Callable<Attempt>> attempts = new ArrayList<>();
    for (StoreSettings store : some) {
      ObjectStoreProvider provider = provider(store, plugins);
      attempts.add(() -> attempt(store, provider, limit.apply(store.id()), opened));
    }
    return new ArrayList<>(Tasks.atOnce(attempts));
  }

  /** How long a store may take to be opened or to tell its header, if the others suffice. */
  Duration patience(String id) {
    return offline.contains(id) && othersSuffice() ? settings.patience().briefOpening() : opening();
  }

  /** Whether those that are not known to be offline, and are not left out, are enough. */
  private boolean othersSuffice() {
    List<String> others =
        settings.stores().stream()
            .map(StoreSettings::id)
            .filter(id -> !offline.contains(id) && !leftOut.containsKey(id))
            .toList();
    return settings.placement().sufficient(others);
  }

  private boolean isHasty(String id, List<Attempt> attempts) {
    return offline.contains(id)
        && attempts.stream()
            .filter(attempt -> attempt.id().equals(id))
            .flatMap(attempt -> attempt.failure().stream())
            .anyMatch(failure -> failure.kind() == Kind.TIMEOUT);
  }

  /** What came of opening a store: it, or why not. */
  private record Attempt(
      String id, Optional<ObjectStore> store, Optional<StoreException> failure) {}

  private Attempt attempt(
      StoreSettings store,
      ObjectStoreProvider provider,
      Duration limit,
      Queue<ObjectStore> opened) {
    try {
      ObjectStore open = open(store, provider, limit);
      opened.add(open);
      return new Attempt(store.id(), Optional.of(open), Optional.empty());
    } catch (StoreException e) {
      return new Attempt(store.id(), Optional.empty(), Optional.of(e));
    }
  }

  private ObjectStore open(StoreSettings store, ObjectStoreProvider provider, Duration limit)
      throws StoreException {
    Deadlines deadlines = deadlines();
    ObjectStore watched =
        WatchedStore.open(
            store.id(),
            settings.watch(),
            () ->
                Deadlines.within(
                    limit,
                    store.id(),
                    "open it",
                    () -> new DeadlineStore(throttled(provider.open(store)), deadlines),
                    DeadlineStore::close));
    return new RetryingStore(watched, settings.patience().policy());
  }

  private ObjectStore throttled(ObjectStore store) {
    return limit.<ObjectStore>map(rate -> new ThrottledStore(store, rate)).orElse(store);
  }

  /** All uploads under way share the limit, and each of them may be the one that waits. */
  private Deadlines deadlines() {
    Deadlines usual = settings.patience().deadlines();
    if (settings.uploadLimit().isEmpty()) {
      return usual;
    }
    long share = settings.uploadLimit().getAsLong() / (UPLOADS_AT_ONCE * settings.stores().size());
    return new Deadlines(usual.call(), Math.clamp(share, 1, usual.bytesPerSecond()));
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

  /** Whether these stores suffice to begin an operation with. */
  boolean suffice(Collection<String> ids) {
    return settings.placement().sufficient(ids);
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
            new AwaitedStore(each.id(), each.url().toString(), opening(each, provider, identity)));
      }
    }
    return all;
  }

  private AwaitedStore.Opening opening(
      StoreSettings each, ObjectStoreProvider provider, VaultIdentity identity) {
    return new AwaitedStore.Opening() {
      @Override
      public ObjectStore open() throws StoreException {
        return OpenStores.this.open(each, provider, OpenStores.this.opening());
      }

      @Override
      public void prove(ObjectStore store) throws StoreException {
        requireVault(store, identity);
      }
    };
  }

  private static void requireVault(ObjectStore store, VaultIdentity identity)
      throws StoreException {
    try {
      if (!StoredHeader.read(store, Purpose.OPEN).header().identity().equals(identity)) {
        throw new StoreException(
            Kind.INVALID, store.id(), "Provider " + store.id() + " holds another vault");
      }
    } catch (StoreException e) {
      throw e;
    } catch (IOException e) {
      throw new StoreException(
          Kind.CORRUPT, store.id(), "The header at provider " + store.id() + ": " + e, e);
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

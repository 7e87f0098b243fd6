package io.keepsake.core.vault;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.repository.Tasks;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.RetentionLocks;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.core.vault.HeaderChoice.Headerless;
import io.keepsake.core.vault.LockRequest.Action;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Locks against deletion, at the providers that have them. Objects are locked when they are stored;
 * here their locks are looked at, and made longer for as long as they are needed, best by somebody
 * who can do nothing else.
 */
public final class VaultLocks {

  private final VaultSettings settings;
  private final LockRequest request;
  private final VaultListener listener;

  private VaultLocks(VaultSettings settings, LockRequest request, VaultListener listener) {
    this.settings = settings;
    this.request = request;
    this.listener = new OrderedListener(listener);
  }

  /**
   * Looks at, or extends, the locks of all objects of a vault, those that no snapshot needs any
   * more among them. Needs no key. After a failure or an interrupt what was extended stays so.
   *
   * @param listener is told of providers left out
   * @throws VaultException kind {@code CONFIGURATION}, {@code INTERRUPTED}; to extend also {@code
   *     NO_VAULT}, {@code OTHER_VAULT}, {@code NEWER_FORMAT}, {@code DAMAGED} and {@code
   *     TOO_FEW_COPIES} by what the headers say. What goes wrong at one provider is in the answer
   */
  public static LockReport run(
      VaultSettings settings, LockRequest request, Plugins plugins, VaultListener listener)
      throws VaultException {
    return new VaultLocks(settings, request, listener).run(plugins, _ -> _ -> true);
  }

  /**
   * The same for what the snapshots need that are not forgotten, and for all of it that is neither
   * a pack nor a snapshot. If a part of a snapshot cannot be read, so that nobody knows what it
   * needs, it is for all objects; also if a store that locks has hidden snapshots, index objects or
   * holds, or does not tell: what snapshots need would be what those need who hid the others.
   * Whoever has the key can still forget them.
   *
   * @param listener is told of damage as well
   * @throws VaultException as above
   */
  public static LockReport runNeeded(
      Vault vault, LockRequest request, Plugins plugins, VaultListener listener)
      throws VaultException {
    Predicate<ObjectName> needed =
        Failures.translate(
            () -> {
              VaultListener ordered = new OrderedListener(listener);
              return NeededObjects.of(vault.repository().anew(ordered), ordered);
            });
    return new VaultLocks(vault.settings(), request, listener)
        .run(plugins, stores -> isNeedHidden(stores) ? _ -> true : needed);
  }

  /** Asks all stores, as all of them say what snapshots there are. */
  private static boolean isNeedHidden(OpenStores stores) throws StoreException {
    for (ObjectStore store : stores.stores()) {
      try {
        Optional<RetentionLocks> locks = store.locks();
        if (locks.isPresent() && HiddenObjects.isAny(locks.get(), VaultLocks::tellsNeed)) {
          return true;
        }
      } catch (StoreException e) {
        switch (e.kind()) {
          case INTERRUPTED -> throw e;
          case INVALID -> {} // a place that hides nothing
          default -> {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean tellsNeed(ObjectName name) {
    return Stream.of(ObjectNames.SNAPSHOTS, ObjectNames.INDEX, ObjectNames.HOLDS)
        .anyMatch(name.value()::startsWith);
  }

  /** Which objects are meant, once the stores are open. */
  @FunctionalInterface
  private interface Choice {
    Predicate<ObjectName> of(OpenStores stores) throws IOException;
  }

  private LockReport run(Plugins plugins, Choice choice) throws VaultException {
    return Failures.translate(
        () -> {
          try (OpenStores stores = OpenStores.open(settings, plugins, listener)) {
            Predicate<ObjectName> meant = choice.of(stores);
            return request.action() == Action.LOOK
                ? new LockReport(each(stores, meant))
                : extend(stores, meant);
          }
        });
  }

  /** It is in the local journal of the audit; who has no key cannot seal it for the stores. */
  private LockReport extend(OpenStores stores, Predicate<ObjectName> meant) throws IOException {
    requireRule(stores);
    StoredHeader header = new HeaderChoice(stores, Headerless.LEFT_OUT).choose();
    AuditEntry begin = AuditEntries.begin(AuditAction.LOCK_EXTEND);
    return AuditTrail.of(settings, header.header().identity().vault())
        .during(
            begin,
            listener,
            ending -> {
              LockReport report = new LockReport(each(stores, meant));
              ending.at(AuditEntries.end(begin, report));
              return report;
            });
  }

  private void requireRule(OpenStores stores) throws VaultException {
    boolean any =
        stores.stores().stream()
            .filter(store -> isMeant(store.id()))
            .anyMatch(store -> store.locks().flatMap(locks -> locks.rule()).isPresent());
    if (!any && stores.leftOut().isEmpty()) {
      throw new VaultException(
          VaultException.Kind.CONFIGURATION,
          "No provider has the options object-lock and lock-for, which say how to lock; nothing was"
              + " extended");
    }
  }

  private List<ProviderLocks> each(OpenStores stores, Predicate<ObjectName> meant)
      throws IOException {
    List<Callable<ProviderLocks>> works = new ArrayList<>();
    for (ObjectStore store : stores.stores()) {
      if (isMeant(store.id())) {
        works.add(() -> new StoreLocking(store, request, meant).run());
      }
    }
    Map<String, ProviderLocks> done =
        Tasks.atOnce(works).stream()
            .collect(Collectors.toMap(ProviderLocks::id, Function.identity()));
    Map<String, String> leftOut = stores.leftOut();
    List<ProviderLocks> all = new ArrayList<>();
    for (StoreSettings each : settings.stores()) {
      if (isMeant(each.id())) {
        all.add(
            Optional.ofNullable(done.get(each.id()))
                .orElseGet(
                    () -> ProviderLocks.unusable(each.id(), leftOut.getOrDefault(each.id(), ""))));
      }
    }
    return all;
  }

  private boolean isMeant(String id) {
    return request.provider().isEmpty() || request.provider().get().equals(id);
  }
}

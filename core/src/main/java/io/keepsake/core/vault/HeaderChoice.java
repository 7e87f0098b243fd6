package io.keepsake.core.vault;

import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.keys.KeyException;
import io.keepsake.core.keys.VaultHeader;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.vault.VaultException.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the headers of all stores and settles which one counts: the highest revision that is sound.
 * A store without a header, or with a damaged one, is told; it still serves reads if others know
 * the vault, since every object is checked by itself.
 */
final class HeaderChoice {

  private final OpenStores stores;
  private final Map<ObjectStore, VaultHeader> sound = new LinkedHashMap<>();
  private final Map<String, String> problems = new LinkedHashMap<>();
  private final List<VaultException> failures = new ArrayList<>();
  private final Set<String> withoutVault = new HashSet<>();

  HeaderChoice(OpenStores stores) {
    this.stores = stores;
  }

  /**
   * The header that counts. Stores that cannot be read or hold no vault are left out.
   *
   * @throws VaultException kind {@code NO_VAULT}, {@code OTHER_VAULT}, {@code NEWER_FORMAT}, {@code
   *     DAMAGED} or {@code TOO_FEW_COPIES}
   */
  VaultHeader choose() throws VaultException {
    for (ObjectStore store : stores.stores()) {
      read(store);
    }
    for (VaultException failure : failures) {
      if (failure.kind() == Kind.NEWER_FORMAT) {
        throw failure; // what a newer Keepsake upgraded is not for this one, at any provider
      }
    }
    Optional<VaultHeader> best =
        sound.values().stream().reduce((a, b) -> b.revision() > a.revision() ? b : a);
    if (best.isEmpty()) {
      throw none();
    }
    requireOneVault();
    return best.get();
  }

  /** What is wrong with headers of stores that take part all the same, by store. */
  Map<String, String> problems() {
    return problems;
  }

  private void read(ObjectStore store) throws VaultException {
    try {
      sound.put(store, StoredHeader.read(store, Purpose.OPEN).header());
    } catch (KeyException e) {
      failures.add(failure(store, e));
      problems.put(store.id(), "its header is not usable: " + e.getMessage());
    } catch (StoreException e) {
      if (e.kind() == StoreException.Kind.NOT_FOUND) {
        withoutHeader(store);
      } else {
        leaveOut(store, e);
      }
    } catch (IOException e) {
      stores.leaveOut(store, e.getMessage());
    }
  }

  /** A bucket that is missing answers as a header that is missing does, but cannot be listed. */
  private void withoutHeader(ObjectStore store) throws VaultException {
    try {
      store.list(ObjectNames.HEADER.value(), Optional.empty(), 1, Purpose.OPEN);
      withoutVault.add(store.id());
      stores.leaveOut(store, "it holds no vault (no keepsake.json)");
    } catch (StoreException e) {
      leaveOut(store, e);
    }
  }

  private void leaveOut(ObjectStore store, StoreException e) throws VaultException {
    if (e.kind() == StoreException.Kind.INTERRUPTED) {
      throw new VaultException(Kind.INTERRUPTED, "Interrupted while the vault was opened", e);
    }
    stores.leaveOut(store, e.getMessage());
  }

  private static VaultException failure(ObjectStore store, KeyException e) {
    Kind kind =
        switch (e.kind()) {
          case NEWER_FORMAT -> Kind.NEWER_FORMAT;
          case WRONG_KEY -> Kind.WRONG_KEY;
          case DAMAGED -> Kind.DAMAGED;
          case NOT_A_HEADER -> Kind.NO_VAULT;
        };
    return new VaultException(kind, "Provider " + store.id() + ": " + e.getMessage(), e);
  }

  private VaultException none() {
    if (!failures.isEmpty()) {
      return failures.getFirst();
    }
    if (withoutVault.containsAll(stores.leftOut().keySet())) {
      return new VaultException(
          Kind.NO_VAULT,
          "There is no vault at "
              + String.join(", ", stores.leftOut().keySet())
              + "; 'keepsake init' makes one");
    }
    return new VaultException(
        Kind.TOO_FEW_COPIES, "No provider could be read: " + stores.reasons());
  }

  private void requireOneVault() throws VaultException {
    ObjectStore first = sound.keySet().iterator().next();
    for (Map.Entry<ObjectStore, VaultHeader> other : sound.entrySet()) {
      if (!other.getValue().identity().equals(sound.get(first).identity())) {
        throw new VaultException(
            Kind.OTHER_VAULT,
            "Provider "
                + other.getKey().id()
                + " holds another vault ("
                + other.getValue().identity().vault()
                + ") than provider "
                + first.id()
                + " ("
                + sound.get(first).identity().vault()
                + "); nothing was changed");
      }
    }
  }
}

package io.keepsake.monitor.health;

import io.keepsake.core.placement.ProviderTraits;
import io.keepsake.core.placement.Role;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.core.vault.VaultSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * A provider to be watched.
 *
 * @param id its id
 * @param probing how it is probed
 * @param contents what is found there while all is well
 * @param opening opens its store
 */
public record WatchedProvider(String id, Probing probing, Contents contents, Opening opening) {

  /** How a provider is probed. */
  public enum Probing {
    /** A small object is stored, read, compared and deleted. */
    WRITING,
    /** Nothing is written: the first page of a listing is asked for. */
    READING
  }

  /** What is at a provider. */
  public enum Contents {
    /** A vault: where its header is missing, nothing is written, for a disk is not mounted. */
    VAULT,
    /** A vault or nothing yet, as at a standby that was never needed. */
    ANYTHING
  }

  /** Opens a store. Runs on a thread of the monitor, and again after each failed probe. */
  @FunctionalInterface
  public interface Opening {
    /**
     * Opens it.
     *
     * @throws StoreException if the place cannot be reached; that counts as a failed probe
     */
    ObjectStore open() throws StoreException;
  }

  /** A provider that is probed as its role demands: what is only read is never written to. */
  public static WatchedProvider of(String id, Role role, Opening opening) {
    return new WatchedProvider(
        id,
        role.writable() ? Probing.WRITING : Probing.READING,
        role == Role.STANDBY ? Contents.ANYTHING : Contents.VAULT,
        opening);
  }

  /** All providers of a vault, opened by plugins. */
  public static List<WatchedProvider> all(VaultSettings settings, Plugins plugins) {
    List<WatchedProvider> providers = new ArrayList<>();
    for (int i = 0; i < settings.stores().size(); i++) {
      StoreSettings store = settings.stores().get(i);
      ProviderTraits traits = settings.traits().get(i);
      providers.add(of(store.id(), traits.role(), () -> open(store, plugins)));
    }
    return List.copyOf(providers);
  }

  private static ObjectStore open(StoreSettings store, Plugins plugins) throws StoreException {
    return plugins
        .storage(store.scheme())
        .orElseThrow(
            () ->
                new StoreException(
                    Kind.INVALID,
                    store.id(),
                    "No plugin opens %s: URLs, which provider %s needs"
                        .formatted(store.scheme(), store.id())))
        .open(store);
  }
}

package io.keepsake.core.vault;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.storage.StoreSettings;
import java.util.List;

/** Looks at a place before it becomes a provider of a vault. Needs no key, and writes nothing. */
public final class VaultExtension {

  private VaultExtension() {}

  /** What is at a place. */
  public enum Place {
    /** Nothing. */
    EMPTY,
    /** A replica of the vault, whole or not. */
    REPLICA,
    /** Objects that the vault has too, and no header: filling it was begun once. */
    PART
  }

  /**
   * Looks at a place.
   *
   * @param vault the vault as it is without the place
   * @throws VaultException kind {@code OTHER_VAULT} if it holds another vault, {@code
   *     ALREADY_EXISTS} if it holds anything else, {@code TOO_FEW_COPIES} if it cannot be reached
   *     or the vault cannot be; and as {@link VaultRepair#run}
   */
  public static Place look(
      VaultSettings vault, StoreSettings place, Plugins plugins, VaultListener listener)
      throws VaultException {
    VaultListener ordered = new OrderedListener(listener);
    return Failures.translate(
        () -> {
          try (OpenStores own = OpenStores.open(vault, plugins, ordered);
              OpenStores other =
                  OpenStores.open(VaultSettings.of(List.of(place)), plugins, VaultListener.NONE)) {
            return new PlaceLook(own, other, place.id(), ordered).run();
          }
        });
  }
}

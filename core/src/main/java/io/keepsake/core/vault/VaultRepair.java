package io.keepsake.core.vault;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.placement.ProviderTraits;
import io.keepsake.core.plugin.Plugins;

/**
 * Heals the providers of a vault from each other. Needs no key: objects are copied by name, and
 * checked by the hashes in their names.
 */
public final class VaultRepair {

  private VaultRepair() {}

  /**
   * Compares what all providers have and copies what one lacks, or has wrong, from another.
   *
   * <p>A provider that can be reached and holds nothing of the vault is filled: an emptied or new
   * one. Its header is written last, so that until then nobody takes it for a replica. Copies that
   * were written stay after a failure or an interrupt, and the next repair goes on from there.
   * Backups and restores may run at the same time.
   *
   * <p>Without {@link RepairRequest#provider} the active providers are written to; a standby is
   * when it is named.
   *
   * @param listener is told of progress, of copies written, and of providers left out
   * @throws VaultException kind {@code NO_VAULT}, {@code OTHER_VAULT}, {@code NEWER_FORMAT}, {@code
   *     DAMAGED} where no header is sound, {@code CONFIGURATION}, {@code TOO_FEW_COPIES} if no
   *     provider can be read or listed, {@code INTERRUPTED}
   */
  public static RepairReport run(
      VaultSettings settings, RepairRequest request, Plugins plugins, VaultListener listener)
      throws VaultException {
    request.provider().ifPresent(id -> requireKnown(settings, id));
    VaultListener ordered = new OrderedListener(listener);
    return Failures.translate(
        () -> {
          try (OpenStores stores = OpenStores.open(settings, plugins, ordered)) {
            return new OpenRepair(stores, settings, request, ordered).run();
          }
        });
  }

  private static void requireKnown(VaultSettings settings, String id) {
    ProviderTraits provider =
        settings.traits().stream()
            .filter(traits -> traits.id().equals(id))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("The vault has no provider " + id));
    if (!provider.role().writable()) {
      throw new IllegalArgumentException(
          "Provider " + id + " is read-only and is never written to; change its role first");
    }
  }
}

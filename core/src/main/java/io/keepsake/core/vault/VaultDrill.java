package io.keepsake.core.vault;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.format.VaultId;
import io.keepsake.core.placement.CopyPolicy;
import io.keepsake.core.placement.ProviderTraits;
import io.keepsake.core.placement.Role;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.storage.StoreSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tries whether a vault can be restored without some of its providers, and how fast. */
public final class VaultDrill {

  private VaultDrill() {}

  /**
   * Opens the vault as if some providers were lost, restores files of a snapshot into a scratch
   * directory, and compares every byte with the stored hashes, and with the files that were backed
   * up where these are unchanged. Nothing is written to any provider; the scratch directory is
   * removed in any case, unless the process is killed.
   *
   * <p>That the remaining providers have lost or damaged something is a result, verdict {@code
   * FAILED}. That the drill itself could not be carried out is thrown.
   *
   * @param listener is told of providers that cannot be used, of reads that failed over, and of
   *     progress
   * @throws VaultException kind {@code WRONG_KEY}, {@code CONFIGURATION}, {@code OTHER_VAULT},
   *     {@code NEWER_FORMAT}, {@code NO_SUCH_SNAPSHOT}, {@code INTERRUPTED}; {@code TOO_FEW_COPIES}
   *     if the remaining providers cannot be reached, {@code FILES} if the scratch directory cannot
   *     be used
   * @throws IllegalArgumentException if a provider to cut out is unknown, or none remains
   */
  public static FailoverResult run(
      VaultSettings settings,
      VaultKey key,
      DrillRequest request,
      Plugins plugins,
      VaultListener listener)
      throws VaultException {
    VaultSettings remaining = without(settings, request.cut());
    VaultListener ordered = new OrderedListener(listener);
    DrillRun drill = new DrillRun(remaining, key, request, plugins, ordered);
    Optional<AuditTrail> trail = trail(settings, remaining, plugins, ordered);
    if (trail.isEmpty()) {
      return drill.run();
    }
    AuditEntry begin = AuditEntries.begin(request);
    return trail
        .get()
        .during(
            begin,
            ordered,
            ending -> {
              FailoverResult result = drill.run();
              ending.at(AuditEntries.end(begin, result));
              return result;
            });
  }

  /** Where it is recorded, if it is; those that are cut out are not asked for that either. */
  private static Optional<AuditTrail> trail(
      VaultSettings settings, VaultSettings remaining, Plugins plugins, VaultListener listener)
      throws VaultException {
    if (settings.audit().isEmpty()) {
      return Optional.empty();
    }
    try {
      VaultId vault = Failures.translate(() -> VaultAudit.vault(remaining, plugins));
      return Optional.of(AuditTrail.of(settings, vault));
    } catch (VaultException e) {
      if (e.kind() == VaultException.Kind.INTERRUPTED) {
        throw e;
      }
      listener.on(
          new VaultEvent.AuditProblem(
              "This drill is not recorded, because no remaining provider tells which vault it is"));
      return Optional.empty();
    }
  }

  /**
   * The settings as they would be without some providers. No backup is made by them, so the minimum
   * does not matter; and where no active provider remains, the others stand in.
   */
  static VaultSettings without(VaultSettings settings, Set<String> cut) {
    Set<String> unknown = new HashSet<>(cut);
    settings.stores().forEach(store -> unknown.remove(store.id()));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("The vault has no provider " + String.join(", ", unknown));
    }
    List<StoreSettings> stores =
        settings.stores().stream().filter(store -> !cut.contains(store.id())).toList();
    if (stores.isEmpty()) {
      throw new IllegalArgumentException("No provider remains to restore from");
    }
    List<ProviderTraits> traits =
        settings.traits().stream().filter(one -> !cut.contains(one.id())).toList();
    boolean active = traits.stream().anyMatch(one -> one.role() == Role.ACTIVE);
    return new VaultSettings(
        stores,
        active ? traits : traits.stream().map(VaultDrill::active).toList(),
        CopyPolicy.of(1),
        settings.patience(),
        Optional.empty(), // what is owed is not to be judged without those that are cut
        settings.watch(),
        settings.uploadLimit(),
        Optional.empty()); // the drill is recorded, not what it consists of
  }

  private static ProviderTraits active(ProviderTraits one) {
    return new ProviderTraits(one.id(), Role.ACTIVE, one.region(), one.cost(), one.preference());
  }
}

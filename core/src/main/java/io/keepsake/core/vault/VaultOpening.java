package io.keepsake.core.vault;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.keys.OpenedSlot;
import io.keepsake.core.keys.VaultHeader;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.replicate.DebtJournal;
import io.keepsake.core.replicate.ReplicaSet;
import io.keepsake.core.spi.crypto.CryptoSuite;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.vault.HeaderChoice.Headerless;
import java.io.IOException;
import java.util.Map;

/**
 * Opens a vault: stores, headers, keys.
 *
 * @param settings where it is
 * @param plugins who opens stores and suites
 * @param listener is told of stores left out
 */
record VaultOpening(VaultSettings settings, Plugins plugins, VaultListener listener) {

  Vault open(VaultKey key) throws IOException {
    OpenStores stores = OpenStores.openKnown(settings, plugins, listener);
    try {
      HeaderChoice choice = new HeaderChoice(stores, Headerless.LEFT_OUT);
      StoredHeader chosen = choice.choose();
      VaultHeader header = chosen.header();
      CryptoSuite suite = RepositoryOpening.suite(header.identity().suite(), plugins);
      try (OpenedSlot opened = unlock(suite, header, key)) {
        DebtJournal journal = Journals.open(settings, header.identity().vault());
        ReplicaSet replicas = replicas(stores, header, journal);
        Map<ObjectName, byte[]> epochKeys =
            RepositoryOpening.epochKeys(replicas, choice.strayKeys());
        return new Vault(
            RepositoryOpening.open(suite, header, opened.root(), replicas, epochKeys, settings),
            settings,
            journal,
            new HeaderGuard(chosen, epochKeys, journal),
            opened.slot().id(),
            stores.leftOut(),
            listener);
      }
    } catch (IOException | RuntimeException | Error e) {
      stores.close();
      throw e;
    }
  }

  private ReplicaSet replicas(OpenStores stores, VaultHeader header, DebtJournal journal)
      throws IOException {
    ReplicaSet plain =
        new ReplicaSet(
            stores.withAwaited(header.identity()),
            settings.placement(),
            listener,
            stores.failures(),
            journal);
    return settings
        .patience()
        .hedging()
        .map(hedging -> plain.hedged(hedging, listener))
        .orElse(plain);
  }

  /** A key that does not fit is recorded: somebody may be trying keys. */
  private OpenedSlot unlock(CryptoSuite suite, VaultHeader header, VaultKey key)
      throws IOException {
    try {
      return RepositoryOpening.unlock(suite, header, key);
    } catch (VaultException e) {
      if (e.kind() == VaultException.Kind.WRONG_KEY) {
        AuditTrail.of(settings, header.identity().vault())
            .note(AuditEntries.failed(AuditAction.OPEN, e), listener);
      }
      throw e;
    }
  }
}

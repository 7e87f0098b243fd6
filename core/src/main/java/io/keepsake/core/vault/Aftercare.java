package io.keepsake.core.vault;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.repair.FlawRepair;
import io.keepsake.core.replicate.DebtJournal;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.vault.AuditTrail.Ending;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What an operation does for the copies at the stores that it has seen.
 *
 * @param operation the vault, as the operation uses it
 * @param settings say which stores may be written to
 * @param journal is told of what is paid
 * @param listener is told of copies that are written
 */
record Aftercare(
    Repository operation, VaultSettings settings, DebtJournal journal, VaultListener listener) {

  /**
   * Rewrites copies that were found to be bad or missing while others were read.
   *
   * @param ending records it
   */
  FlawRepair.Outcome heal(Ending ending) throws IOException {
    Map<String, String> written = new ConcurrentSkipListMap<>();
    VaultListener noting =
        event -> {
          if (event instanceof VaultEvent.CopyRepaired(String store, String object, _)) {
            written.merge(object, store, (one, other) -> one + " " + other);
          }
          listener.on(event);
        };
    FlawRepair.Outcome outcome =
        repair(noting).run(SweptNames.without(operation, operation.replicas().takeFlaws()));
    if (outcome.repaired() + outcome.left() > 0) {
      ending.also(AuditEntries.readRepair(written, outcome.left()));
    }
    return outcome;
  }

  /** Brings audit records to the stores. */
  AuditSealing sealing() {
    return new AuditSealing(operation, writable(), repair(listener));
  }

  private FlawRepair repair(VaultListener told) {
    return new FlawRepair(operation.replicas(), writable(), Journals.telling(journal, told));
  }

  private Set<String> writable() {
    return Set.copyOf(settings.placement().initial());
  }
}

package io.keepsake.core.vault;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.format.VaultId;
import io.keepsake.core.replicate.DebtJournal;
import io.keepsake.core.replicate.DebtLog;
import io.keepsake.core.spi.storage.ObjectName;
import java.nio.file.Path;
import java.time.Clock;

/** The journal of debts of a vault, where its settings give it a place. */
final class Journals {

  private static final String NAME = "debts";

  private Journals() {}

  /** Opens the journal; one in memory if there is no place for it. */
  static DebtJournal open(VaultSettings settings, VaultId vault) {
    Clock clock = Clock.systemUTC();
    return settings
        .state()
        .map(directory -> DebtJournal.open(file(directory, vault), clock))
        .orElseGet(() -> DebtJournal.inMemory(clock));
  }

  private static Path file(Path directory, VaultId vault) {
    return directory.resolve(vault.toString()).resolve(NAME);
  }

  /** A listener that tells a log of the copies that were written, and then the other listener. */
  static VaultListener telling(DebtLog debts, VaultListener listener) {
    return event -> {
      if (event instanceof VaultEvent.CopyRepaired(String store, String object, _)) {
        debts.paid(store, new ObjectName(object));
      }
      listener.on(event);
    };
  }
}

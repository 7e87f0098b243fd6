package io.keepsake.cli.verb;

import io.keepsake.cli.output.Messages;
import io.keepsake.cli.output.Progress;
import io.keepsake.cli.shell.Shell;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.vault.AuditEntry;
import io.keepsake.core.vault.VaultAudit;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultSettings;

/** Records changes of the vault file in the audit trail. */
final class RecordedChange {

  private RecordedChange() {}

  /**
   * Records a change that was made; that it cannot be recorded does not undo it.
   *
   * @param settings what the vault file says now
   * @param plugins open its stores
   */
  static void note(
      AuditEntry entry,
      VaultSettings settings,
      Plugins plugins,
      Shell shell,
      Messages messages,
      Progress events) {
    try {
      VaultAudit.note(VaultOptions.withState(settings, shell), entry, plugins, events);
    } catch (VaultException e) {
      messages.warning("This change is not in the audit trail: " + e.getMessage());
    }
  }
}

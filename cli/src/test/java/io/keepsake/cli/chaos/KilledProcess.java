package io.keepsake.cli.chaos;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.vault.BackupResult;
import io.keepsake.core.vault.RepairRequest.Action;
import io.keepsake.core.vault.RepairRequest.Depth;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.testkit.chaos.Fleet;
import java.nio.file.Path;

/**
 * A process that repairs a vault and backs up to it, and says of each backup that it is committed,
 * until it is killed.
 */
final class KilledProcess {

  /** The first line: from now on it works. */
  static final String BEGINS = "begins";

  /**
   * Begins a line that goes on with the snapshot's id and the complete stores, and ends in a dot.
   */
  static final String COMMITTED = "committed ";

  private static final int BACKUPS = 3;

  private KilledProcess() {}

  /** Arguments: the directory of the stores, the source. */
  public static void main(String[] arguments) {
    Fleet fleet = KillScene.fleet(Path.of(arguments[0]), Path.of(arguments[0]));
    tell(BEGINS);
    try {
      fleet.repair(Depth.LISTING, Action.APPLY);
    } catch (VaultException e) {
      tell("not repaired: " + e.getMessage());
    }
    try (Vault vault = fleet.open(VaultListener.NONE)) {
      for (int i = 0; i < BACKUPS; i++) {
        BackupResult result = Fleet.backup(vault, Path.of(arguments[1]));
        String stores = String.join(",", result.completeStores());
        tell(COMMITTED + result.snapshot().id() + " " + stores + " .");
      }
    } catch (VaultException e) {
      tell("not backed up: " + e.getMessage());
    }
  }

  private static void tell(String line) {
    System.out.println(line);
    System.out.flush();
  }
}

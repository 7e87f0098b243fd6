package io.keepsake.cli.verb;

import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.vault.KeyringChange.UnfinishedChanges;
import io.keepsake.core.vault.VaultSlot;
import picocli.CommandLine.Option;

/** What is said of a new key slot. */
final class SlotOptions {

  @Option(
      names = "--label",
      paramLabel = "TEXT",
      description =
          "What it is for, such as a name; up to 64 ASCII characters. Everybody who can read a"
              + " store can read it.")
  private String label = "";

  @Option(names = "--take-over", description = TAKE_OVER)
  private boolean takeOver;

  /** How all commands that change keys describe that option. */
  static final String TAKE_OVER =
      "Go on although a change of keys was begun and not ended: only if that command is dead.";

  /**
   * Checks the label.
   *
   * @throws UsageException if it is none
   */
  void check() throws UsageException {
    try {
      VaultSlot.requireLabel(label);
    } catch (IllegalArgumentException e) {
      throw UsageException.usage("--label: " + e.getMessage() + ".");
    }
  }

  String label() {
    return label;
  }

  UnfinishedChanges unfinished() {
    return unfinished(takeOver);
  }

  /** What the option means. */
  static UnfinishedChanges unfinished(boolean takeOver) {
    return takeOver ? UnfinishedChanges.TAKE_OVER : UnfinishedChanges.RESPECT;
  }
}

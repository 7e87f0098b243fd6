package io.keepsake.cli.verb;

import io.keepsake.cli.shell.Shell;
import io.keepsake.core.vault.LockRequest.Action;
import picocli.CommandLine.Command;

/** {@code keepsake lock status}: how objects are locked against deletion. */
@Command(
    name = "status",
    description = {
      "Show which providers lock what is stored, how firmly, until when, and how many objects have",
      "less of a lock than is wanted; and find what somebody has deleted in spite of it: the"
          + " service",
      "hides that, and keeps it. Asks each provider once for each object."
    },
    footer = {
      "",
      "Examples:",
      "  keepsake lock status",
      "  keepsake lock status aws --at-least 20d --json",
      "",
      "Exit codes: 0 every lock is as is wanted, 1 failed, 2 usage or configuration,",
      "3 some are not, or a provider cannot be asked, 4 objects are hidden, 130 interrupted."
    })
public final class LockStatusVerb extends LockingVerb {

  /** The command for this shell. */
  public LockStatusVerb(Shell shell) {
    super(shell, Action.LOOK);
  }
}

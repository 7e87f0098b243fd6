package io.keepsake.cli.verb;

import io.keepsake.cli.shell.Shell;
import io.keepsake.core.vault.LockRequest.Action;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code keepsake lock}: locks against deletion. */
@Command(
    name = "lock",
    description = {
      "Show how what is stored is locked against deletion, as 'lock status' does; 'lock extend'"
          + " makes",
      "the locks last longer."
    },
    footer = {
      "",
      "Examples:",
      "  keepsake lock status",
      "  keepsake lock extend",
      "",
      "Exit codes: 0 every lock is as is wanted, 1 failed, 2 usage or configuration,",
      "3 some are not, or a provider cannot be asked, 4 objects are hidden, 130 interrupted."
    })
public final class LockVerb extends LockingVerb {

  /** The command for this shell. */
  public LockVerb(Shell shell) {
    super(shell, Action.LOOK);
  }

  @Override
  public List<Verb> parts() {
    return List.of(new LockStatusVerb(shell()), new LockExtendVerb(shell()));
  }
}

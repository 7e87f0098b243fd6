package io.keepsake.cli.verb;

import io.keepsake.cli.shell.Shell;
import io.keepsake.core.vault.LockRequest.Action;
import picocli.CommandLine.Command;

/** {@code keepsake lock extend}: locks last longer, for as long as they are needed. */
@Command(
    name = "extend",
    description = {
      "Lock for longer what is stored: every lock that has less time left than is wanted is set"
          + " anew,",
      "as long as lock-for says, counted from now. Run it on a schedule, with credentials that can"
          + " do",
      "nothing else. Nothing is ever locked for a shorter time, or more softly, than it was."
    },
    footer = {
      "",
      "Examples:",
      "  keepsake lock extend",
      "  keepsake lock extend --needed --key-file /etc/keepsake/key",
      "",
      "Exit codes: 0 every lock is as is wanted, 1 failed, 2 usage or configuration,",
      "3 some are not, or a provider cannot be asked, 4 objects are hidden, 130 interrupted."
    })
public final class LockExtendVerb extends LockingVerb {

  /** The command for this shell. */
  public LockExtendVerb(Shell shell) {
    super(shell, Action.EXTEND);
  }
}

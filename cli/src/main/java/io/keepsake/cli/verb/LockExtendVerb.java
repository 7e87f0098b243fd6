package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.core.vault.LockReport;
import io.keepsake.core.vault.LockRequest.Action;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
public final class LockExtendVerb extends Verb {

  @Mixin private final LockOptions locks = new LockOptions();

  /** The command for this shell. */
  public LockExtendVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected ExitCode run(Answer answer) throws Exception {
    LockReport report;
    try {
      report = locks.run(Action.EXTEND, shell(), messages(), progress());
    } finally {
      messages().clear();
    }
    ExitCode code = LockAnswers.tell(report, answer, messages());
    if (!quiet()) {
      answer.line(LockAnswers.summary(report));
    }
    return code;
  }
}

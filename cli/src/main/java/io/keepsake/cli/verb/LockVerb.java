package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.core.vault.LockReport;
import io.keepsake.core.vault.LockRequest.Action;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
public final class LockVerb extends Verb {

  @Mixin private final LockOptions locks = new LockOptions();

  /** The command for this shell. */
  public LockVerb(Shell shell) {
    super(shell);
  }

  @Override
  public List<Verb> parts() {
    return List.of(new LockStatusVerb(shell()), new LockExtendVerb(shell()));
  }

  @Override
  protected ExitCode run(Answer answer) throws Exception {
    LockReport report;
    try {
      report = locks.run(Action.LOOK, shell(), messages(), progress());
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

package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.core.vault.LockReport;
import io.keepsake.core.vault.LockRequest.Action;
import picocli.CommandLine.Mixin;

/** What all that is said of locks has in common: which are meant, and what is answered. */
abstract class LockingVerb extends Verb {

  @Mixin private final LockOptions locks = new LockOptions();
  private final Action action;

  LockingVerb(Shell shell, Action action) {
    super(shell);
    this.action = action;
  }

  @Override
  protected final ExitCode run(Answer answer) throws Exception {
    LockReport report;
    try {
      report = locks.run(action, shell(), messages(), progress());
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

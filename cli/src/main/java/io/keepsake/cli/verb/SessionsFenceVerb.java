package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Progress;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultSession;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code keepsake sessions fence}: the session of a dead process ends. */
@Command(
    name = "fence",
    description = {
      "End the session of a process that is dead, so that nobody waits for it any more. If it",
      "lives, its backup fails and has to be run again; nothing else is lost."
    })
public final class SessionsFenceVerb extends VaultVerb {

  @Parameters(
      paramLabel = "SESSION",
      description = "The first 4 or more digits of its id; 'keepsake sessions' lists them.")
  private String session = "";

  /** The command for this shell. */
  public SessionsFenceVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected ExitCode run(Vault open, Progress events, Answer answer) throws Exception {
    VaultSession ended = SessionAnswers.pruning(shell(), open, events).fence(session);
    answer.line("session " + ended.description() + " ended");
    answer.document().ifPresent(json -> SessionAnswers.write(json, "ended", List.of(ended)));
    return ExitCode.DONE;
  }
}

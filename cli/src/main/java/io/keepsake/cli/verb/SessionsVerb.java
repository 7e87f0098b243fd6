package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Progress;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultSession;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code keepsake sessions}: who writes to the vault, or seems to. */
@Command(
    name = "sessions",
    description = {
      "Show who backs up to the vault or prunes it now. A process that was killed leaves its",
      "session behind, and 'prune' waits for it: 'sessions fence' ends it."
    },
    footer = {
      "",
      "Examples:",
      "  keepsake sessions",
      "  keepsake sessions fence 3f2a91bc",
      "",
      "Exit codes: 0 done, 1 failed, 2 usage or configuration, 130 interrupted."
    })
public final class SessionsVerb extends VaultVerb {

  /** The command for this shell. */
  public SessionsVerb(Shell shell) {
    super(shell);
  }

  @Override
  public List<Verb> parts() {
    return List.of(new SessionsListVerb(shell()), new SessionsFenceVerb(shell()));
  }

  @Override
  protected ExitCode run(Vault open, Progress events, Answer answer) throws Exception {
    return list(shell(), open, events, answer);
  }

  static ExitCode list(Shell shell, Vault open, Progress events, Answer answer) throws Exception {
    List<VaultSession> sessions = SessionAnswers.pruning(shell, open, events).sessions();
    if (sessions.isEmpty()) {
      answer.line("nobody writes to the vault");
    } else {
      SessionAnswers.table(sessions).lines().forEach(answer::line);
    }
    answer.document().ifPresent(json -> SessionAnswers.write(json, "sessions", sessions));
    return ExitCode.DONE;
  }
}

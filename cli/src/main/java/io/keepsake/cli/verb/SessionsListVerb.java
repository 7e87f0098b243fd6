package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Progress;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.core.vault.Vault;
import picocli.CommandLine.Command;

/** {@code keepsake sessions list}: the same as without {@code list}. */
@Command(name = "list", description = "Show who backs up to the vault or prunes it now.")
public final class SessionsListVerb extends VaultVerb {

  /** The command for this shell. */
  public SessionsListVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected ExitCode run(Vault open, Progress events, Answer answer) throws Exception {
    return SessionsVerb.list(shell(), open, events, answer);
  }
}

package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Progress;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultKey;

/** A command that works on an open vault. */
public abstract class VaultVerb extends KeyedVerb {

  /** A command of this shell. */
  protected VaultVerb(Shell shell) {
    super(shell);
  }

  /**
   * Works on the vault.
   *
   * @param events where events go: warnings and the progress line
   */
  protected abstract ExitCode run(Vault open, Progress events, Answer answer) throws Exception;

  @Override
  protected final ExitCode run(Vault open, VaultKey used, Progress events, Answer answer)
      throws Exception {
    return run(open, events, answer);
  }
}

package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Progress;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultKey;
import picocli.CommandLine.Command;

/** {@code keepsake keys list}: the key slots of the vault. */
@Command(name = "list", description = "List the key slots: what kind each is, and how old.")
public final class KeysListVerb extends KeyedVerb {

  /** The command for this shell. */
  public KeysListVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected ExitCode run(Vault open, VaultKey used, Progress events, Answer answer)
      throws Exception {
    return KeysAnswers.list(open, KeysAnswers.keyring(open, used, events), answer);
  }
}

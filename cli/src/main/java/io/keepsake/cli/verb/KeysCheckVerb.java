package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Progress;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultKey;
import io.keepsake.core.vault.VaultSlot;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code keepsake keys check}: what the key that is given opens. */
@Command(
    name = "check",
    description = {
      "Try the passphrase, recovery code or key file that is given at all key slots, and say which",
      "it opens. Try a printed recovery code so once a year: type it where the passphrase is asked",
      "for."
    })
public final class KeysCheckVerb extends KeyedVerb {

  /** The command for this shell. */
  public KeysCheckVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected ExitCode run(Vault open, VaultKey used, Progress events, Answer answer)
      throws Exception {
    List<VaultSlot> opening = KeysAnswers.keyring(open, used, events).opening();
    opening.forEach(slot -> answer.line("opens " + KeysAnswers.words(slot)));
    answer.document().ifPresent(json -> KeysAnswers.write(json, "opens", opening));
    return ExitCode.DONE;
  }
}

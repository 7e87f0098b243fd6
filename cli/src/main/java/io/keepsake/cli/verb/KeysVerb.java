package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Progress;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultKey;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code keepsake keys}: what opens the vault. */
@Command(
    name = "keys",
    description = {
      "List what opens the vault: its key slots. Each opens it by itself. 'add', 'remove' and",
      "'recovery-code' change them without touching any data; 'check' says what the key that is",
      "given opens; 'rotate' begins to encrypt under new data keys."
    },
    footer = {
      "",
      "Examples:",
      "  keepsake keys list",
      "  keepsake keys add --label 'Grace'",
      "  keepsake keys add --new-key-file /media/usb/keepsake.key --label safe",
      "  keepsake keys recovery-code > /dev/lp0",
      "  keepsake keys remove 3f2a91bc",
      "",
      "Exit codes: 0 done, 1 failed, 2 usage or configuration,",
      "3 done, but some providers do not have it yet, 130 interrupted."
    })
public final class KeysVerb extends KeyedVerb {

  /** The command for this shell. */
  public KeysVerb(Shell shell) {
    super(shell);
  }

  @Override
  public List<Verb> parts() {
    return List.of(
        new KeysListVerb(shell()),
        new KeysAddVerb(shell()),
        new KeysRemoveVerb(shell()),
        new KeysRecoveryCodeVerb(shell()),
        new KeysCheckVerb(shell()),
        new KeysRotateVerb(shell()));
  }

  @Override
  protected ExitCode run(Vault open, VaultKey used, Progress events, Answer answer)
      throws Exception {
    return KeysAnswers.list(open, KeysAnswers.keyring(open, used, events), answer);
  }
}

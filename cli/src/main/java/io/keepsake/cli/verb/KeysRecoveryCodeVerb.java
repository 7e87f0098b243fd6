package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Progress;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.vault.NewRecoveryCode;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code keepsake keys recovery-code}: a code to be printed opens the vault too. */
@Command(
    name = "recovery-code",
    description = {
      "Make a recovery code, add a key slot for it, and show it: once, and never again. Print it"
          + " or",
      "write it down, and keep it where the vault's data are not. It is typed where a passphrase"
          + " is",
      "asked for; typing errors are found, and the wrong group is named."
    })
public final class KeysRecoveryCodeVerb extends KeyedVerb {

  @Mixin private final SlotOptions slot = new SlotOptions();

  /** The command for this shell. */
  public KeysRecoveryCodeVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected void check() throws UsageException {
    slot.check();
  }

  @Override
  protected ExitCode run(Vault open, VaultKey used, Progress events, Answer answer)
      throws Exception {
    try (NewRecoveryCode code =
        KeysAnswers.keyring(open, used, events).addRecoveryCode(slot.label(), slot.unfinished())) {
      byte[] bytes = code.text().copyBytes();
      // A string cannot be cleared. It is on its way to paper or to a screen anyway.
      String text = new String(bytes, StandardCharsets.US_ASCII);
      Arrays.fill(bytes, (byte) 0);
      answer.line(text);
      answer.document().ifPresent(json -> json.writeStringProperty("code", text));
      ExitCode end = KeysAnswers.added(code.change(), answer, messages());
      if (!quiet()) {
        answer.line("This code is not shown again. Try it: keepsake keys check");
      }
      return end;
    }
  }
}

package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Progress;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.core.vault.KeyRotation;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code keepsake keys rotate}: new data keys. */
@Command(
    name = "rotate",
    description = {
      "Begin a new epoch: what is written from now on is encrypted under new data keys. What is",
      "stored stays as it is, and readable. Key slots stay as they are."
    })
public final class KeysRotateVerb extends KeyedVerb {

  @Option(names = "--take-over", description = SlotOptions.TAKE_OVER)
  private boolean takeOver;

  /** The command for this shell. */
  public KeysRotateVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected ExitCode run(Vault open, VaultKey used, Progress events, Answer answer)
      throws Exception {
    KeyRotation rotation =
        KeysAnswers.keyring(open, used, events).rotate(SlotOptions.unfinished(takeOver));
    answer.line("data keys: epoch " + rotation.epoch() + " from now on");
    answer.document().ifPresent(json -> json.writeNumberProperty("epoch", rotation.epoch()));
    return KeysAnswers.owed(rotation.owed(), answer, messages());
  }
}

package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Progress;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.vault.KeyringChange;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultKey;
import io.keepsake.core.vault.VaultKeyring;
import io.keepsake.core.vault.VaultSlot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keepsake keys remove}: something opens the vault no more. */
@Command(
    name = "remove",
    description = {
      "Remove a key slot: what opened it opens the vault no more. The last slot cannot be removed.",
      "Who copied keepsake.json from a store before, and has what opened the slot, can still read",
      "what the vault holds: see docs/guides/keys.md."
    })
public final class KeysRemoveVerb extends KeyedVerb {

  @Parameters(paramLabel = "ID", description = "The first 4 or more digits of a key slot's id.")
  private String id = "";

  @Option(names = "--yes", description = "Remove it although it is the one that opens the vault.")
  private boolean yes;

  @Option(names = "--take-over", description = SlotOptions.TAKE_OVER)
  private boolean takeOver;

  /** The command for this shell. */
  public KeysRemoveVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected ExitCode run(Vault open, VaultKey used, Progress events, Answer answer)
      throws Exception {
    VaultKeyring keyring = KeysAnswers.keyring(open, used, events);
    VaultSlot slot = keyring.find(id);
    if (slot.equals(keyring.opener()) && keyring.slots().size() > 1 && !yes) {
      throw UsageException.usage(
          "Key slot %s is the one that opened the vault just now. Open it by another one, or say --yes if you know that another one opens it."
              .formatted(slot.abbreviated()));
    }
    KeyringChange change = keyring.remove(slot, SlotOptions.unfinished(takeOver));
    return KeysAnswers.removed(change, answer, messages());
  }
}

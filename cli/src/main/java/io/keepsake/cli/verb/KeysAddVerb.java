package io.keepsake.cli.verb;

import io.keepsake.cli.key.KeyReader;
import io.keepsake.cli.key.KeySource;
import io.keepsake.cli.key.NewKeyFile;
import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Progress;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.vault.KeyringChange;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keepsake keys add}: one more passphrase or key file opens the vault. */
@Command(
    name = "add",
    description = {
      "Let one more passphrase or key file open the vault. A new passphrase comes from",
      "KEEPSAKE_NEW_PASSPHRASE or is typed twice, unless one of the --new-... options is given."
    })
public final class KeysAddVerb extends KeyedVerb {

  @Mixin private final SlotOptions slot = new SlotOptions();

  @Option(
      names = "--new-passphrase-file",
      paramLabel = "FILE",
      description = "Read the new passphrase from this file, less one line end.")
  private Optional<Path> passphraseFile = Optional.empty();

  @Option(
      names = "--new-passphrase-command",
      paramLabel = "COMMAND",
      description = "Take what this shell command prints as the new passphrase.")
  private Optional<String> passphraseCommand = Optional.empty();

  @Option(
      names = "--new-key-file",
      paramLabel = "FILE",
      description = "Let this key file open the vault; it is made if it is not there.")
  private Optional<Path> keyFile = Optional.empty();

  /** The command for this shell. */
  public KeysAddVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected void check() throws UsageException {
    slot.check();
    int given =
        (passphraseFile.isPresent() ? 1 : 0)
            + (passphraseCommand.isPresent() ? 1 : 0)
            + (keyFile.isPresent() ? 1 : 0);
    if (given > 1) {
      throw UsageException.usage(
          "--new-passphrase-file, --new-passphrase-command and --new-key-file exclude each other.");
    }
  }

  @Override
  protected ExitCode run(Vault open, VaultKey used, Progress events, Answer answer)
      throws Exception {
    Optional<Path> made = Optional.empty();
    Undo undo = new Undo();
    try (undo) {
      if (keyFile.isPresent() && !Files.exists(shell().resolve(keyFile.get()))) {
        made = keyFile.map(shell()::resolve);
        NewKeyFile.create(made.get());
        undo.add(made.get());
      }
      KeyringChange change = add(open, used, events, undo);
      made.ifPresent(file -> answer.line("key file written: " + file));
      return KeysAnswers.added(change, answer, messages());
    }
  }

  /** A key file that was made stays if the vault may know it. */
  private KeyringChange add(Vault open, VaultKey used, Progress events, Undo undo)
      throws IOException, UsageException, InterruptedException {
    VaultKey another = new KeyReader(shell(), messages()).read(source());
    try (Secret _ = another.secret()) {
      KeyringChange change =
          KeysAnswers.keyring(open, used, events).add(another, slot.label(), slot.unfinished());
      undo.keepAll();
      return change;
    } catch (VaultException e) {
      if (e.kind() == VaultException.Kind.TOO_FEW_COPIES
          || e.kind() == VaultException.Kind.INTERRUPTED) {
        undo.keepAll();
      }
      throw e;
    }
  }

  private KeySource source() {
    return passphraseFile
        .<KeySource>map(file -> new KeySource.PassphraseFile(shell().resolve(file)))
        .or(() -> passphraseCommand.map(KeySource.PassphraseCommand::new))
        .or(() -> keyFile.map(file -> new KeySource.KeyFile(shell().resolve(file))))
        .orElseGet(KeySource.NewEnvironmentOrPrompt::new);
  }
}

package io.keepsake.cli.verb;

import io.keepsake.cli.key.KeySource;
import io.keepsake.cli.key.KeySource.Asking;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * Where the key of the vault comes from. Without any of these: KEEPSAKE_PASSPHRASE, or a prompt.
 */
final class KeyOptions {

  @Option(
      order = 201,
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "Read the passphrase from this file, less one line end.")
  private Optional<Path> passphraseFile = Optional.empty();

  @Option(
      order = 202,
      names = "--passphrase-command",
      paramLabel = "COMMAND",
      description = "Take what this shell command prints as the passphrase, less one line end.")
  private Optional<String> passphraseCommand = Optional.empty();

  @Option(
      order = 203,
      names = "--key-file",
      paramLabel = "FILE",
      description =
          "Open the vault with this key file. Without any of these three:"
              + " KEEPSAKE_PASSPHRASE, or a prompt.")
  private Optional<Path> keyFile = Optional.empty();

  /**
   * The source that was chosen.
   *
   * @throws UsageException if there is more than one
   */
  KeySource source(Shell shell, Asking asking) throws UsageException {
    List<KeySource> chosen = new ArrayList<>();
    passphraseFile.map(shell::resolve).map(KeySource.PassphraseFile::new).ifPresent(chosen::add);
    passphraseCommand.map(KeySource.PassphraseCommand::new).ifPresent(chosen::add);
    keyFile.map(shell::resolve).map(KeySource.KeyFile::new).ifPresent(chosen::add);
    if (chosen.size() > 1) {
      throw UsageException.usage(
          "--passphrase-file, --passphrase-command and --key-file exclude each other.");
    }
    return chosen.isEmpty() ? new KeySource.EnvironmentOrPrompt(asking) : chosen.getFirst();
  }

  /** Whether one was chosen. */
  boolean isGiven() {
    return passphraseFile.isPresent() || passphraseCommand.isPresent() || keyFile.isPresent();
  }
}

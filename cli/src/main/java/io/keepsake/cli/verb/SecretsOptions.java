package io.keepsake.cli.verb;

import io.keepsake.cli.key.KeyReader;
import io.keepsake.cli.key.KeySource.Asking;
import io.keepsake.cli.key.NewKeyFile;
import io.keepsake.cli.output.Messages;
import io.keepsake.cli.secret.SecretsFile;
import io.keepsake.cli.secret.SecretsFile.Opener;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.vault.VaultKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where stored secrets are, and what opens them. */
final class SecretsOptions {

  /** The variable that may say where the secrets file is. */
  static final String FILE = "KEEPSAKE_SECRETS_FILE";

  /** The variable that may say which key file opens it. */
  static final String KEY_FILE = "KEEPSAKE_SECRETS_KEY_FILE";

  @Option(
      order = 103,
      names = "--secrets-key-file",
      paramLabel = "FILE",
      description =
          "Open the secrets file with this key file. Without it: KEEPSAKE_SECRETS_KEY_FILE,"
              + " KEEPSAKE_SECRETS_PASSPHRASE, or a prompt.")
  private Optional<Path> keyFile = Optional.empty();

  /** Where the secrets file is, there or not. */
  Path file(Shell shell) {
    return shell
        .variable(FILE)
        .map(Path::of)
        .map(shell::resolve)
        .orElseGet(() -> shell.settings().resolve("secrets"));
  }

  /** Which key file was named. */
  private Optional<Path> keyFile(Shell shell) {
    return keyFile.or(() -> shell.variable(KEY_FILE).map(Path::of)).map(shell::resolve);
  }

  /** Whether it can be opened without asking anybody. */
  boolean isKeyGiven(Shell shell) {
    return keyFile(shell).isPresent()
        || shell.environment().containsKey(KeyReader.SECRETS_VARIABLE);
  }

  /**
   * Opens the secrets file; the caller closes it.
   *
   * @throws UsageException if there is none, it cannot be used, or the key is not given or not the
   *     one
   */
  SecretsFile open(Plugins plugins, Shell shell, Messages messages) throws UsageException {
    Path file = file(shell);
    Optional<Opener> opener = SecretsFile.opener(file);
    if (opener.isEmpty()) {
      throw UsageException.configuration(
          "There is no secrets file %s; 'keepsake secrets set NAME' makes it.".formatted(file));
    }
    VaultKey key = key(file, opener.get(), shell, messages);
    try (Secret _ = key.secret()) {
      return SecretsFile.open(file, key, plugins);
    }
  }

  /**
   * Opens the secrets file, or begins one with the key that is given; the caller closes it. A key
   * file that is named and not there is made.
   *
   * @throws UsageException as {@link #open}
   */
  SecretsFile openOrBegin(Plugins plugins, Shell shell, Messages messages) throws UsageException {
    Path file = file(shell);
    if (SecretsFile.opener(file).isPresent()) {
      return open(plugins, shell, messages);
    }
    Optional<Path> named = keyFile(shell);
    if (named.isPresent() && !Files.exists(named.get())) {
      NewKeyFile.create(named.get());
      messages.print("key file written: " + named.get());
    }
    KeyReader reader = new KeyReader(shell, messages);
    VaultKey key =
        named.isPresent()
            ? reader.secretsKeyFile(named.get())
            : reader.secretsPassphrase(Asking.TWICE);
    try (Secret _ = key.secret()) {
      return SecretsFile.create(file, key, plugins);
    }
  }

  private VaultKey key(Path file, Opener opener, Shell shell, Messages messages)
      throws UsageException {
    Optional<Path> named = keyFile(shell);
    KeyReader reader = new KeyReader(shell, messages);
    return switch (opener) {
      case KEY_FILE ->
          reader.secretsKeyFile(
              named.orElseThrow(
                  () ->
                      UsageException.configuration(
                          "The secrets file %s is opened by a key file: name it by --secrets-key-file or %s."
                              .formatted(file, KEY_FILE))));
      case PASSPHRASE -> {
        if (named.isPresent()) {
          throw UsageException.configuration(
              "The secrets file %s is opened by a passphrase, and not by the key file %s."
                  .formatted(file, named.get()));
        }
        yield reader.secretsPassphrase(Asking.ONCE);
      }
    };
  }
}

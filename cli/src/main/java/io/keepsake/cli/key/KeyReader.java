package io.keepsake.cli.key;

import io.keepsake.cli.key.KeySource.Asking;
import io.keepsake.cli.output.Messages;
import io.keepsake.cli.shell.PrivateFile;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.vault.VaultKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Fetches the key from its source. */
public final class KeyReader {

  /** The variable that may hold the passphrase. */
  public static final String VARIABLE = "KEEPSAKE_PASSPHRASE";

  /** The variable that may hold a passphrase which a key slot is to be added for. */
  public static final String NEW_VARIABLE = "KEEPSAKE_NEW_PASSPHRASE";

  /** The variable that may hold the passphrase of the secrets file. */
  public static final String SECRETS_VARIABLE = "KEEPSAKE_SECRETS_PASSPHRASE";

  private static final Question PRESENT =
      new Question(
          VARIABLE,
          "Passphrase of the vault: ",
          "Give --passphrase-file, --passphrase-command or --key-file, or set ");

  private static final Question NEW =
      new Question(
          NEW_VARIABLE,
          "New passphrase: ",
          "Give --new-passphrase-file, --new-passphrase-command or --new-key-file, or set ");

  private static final Question SECRETS =
      new Question(
          SECRETS_VARIABLE,
          "Passphrase of the secrets file: ",
          "The secrets file is opened by one: set ");

  private static final int LONGEST = 1024 * 1024;

  private final Shell shell;
  private final Messages messages;

  /**
   * What is asked for.
   *
   * @param variable that may hold it
   * @param others what to do where nobody can type; the variable follows
   */
  private record Question(String variable, String prompt, String others) {}

  /** A reader that warns of files that others may read. */
  public KeyReader(Shell shell, Messages messages) {
    this.shell = shell;
    this.messages = messages;
  }

  /**
   * Fetches the key.
   *
   * @return a key whose secret the caller closes
   * @throws UsageException if there is none, or it is too short
   */
  public VaultKey read(KeySource source) throws UsageException, InterruptedException {
    return switch (source) {
      case KeySource.PassphraseFile(Path file) ->
          passphrase(fromFile(file, "passphrase file"), "The passphrase file " + file);
      case KeySource.PassphraseCommand(String command) ->
          passphrase(PassphraseCommands.run(command, shell), "The passphrase command");
      case KeySource.KeyFile(Path file) ->
          keyFile(file, "A passphrase belongs into --passphrase-file.");
      case KeySource.EnvironmentOrPrompt(Asking asking) -> environmentOrPrompt(PRESENT, asking);
      case KeySource.NewEnvironmentOrPrompt() -> environmentOrPrompt(NEW, Asking.TWICE);
    };
  }

  /**
   * Fetches the passphrase of the secrets file: {@code KEEPSAKE_SECRETS_PASSPHRASE}, or what is
   * typed.
   *
   * @return a key whose secret the caller closes
   * @throws UsageException if there is none
   */
  public VaultKey secretsPassphrase(Asking asking) throws UsageException {
    return environmentOrPrompt(SECRETS, asking);
  }

  /**
   * Fetches the key file of the secrets file.
   *
   * @return a key whose secret the caller closes
   * @throws UsageException if it cannot be read, or is too short
   */
  public VaultKey secretsKeyFile(Path file) throws UsageException {
    return keyFile(file, "A passphrase belongs into " + SECRETS_VARIABLE + ".");
  }

  private VaultKey environmentOrPrompt(Question question, Asking asking) throws UsageException {
    String value = shell.environment().get(question.variable());
    if (value != null) {
      return passphrase(Secret.ofUtf8(value.toCharArray()), "The variable " + question.variable());
    }
    char[] typed = ask(question, question.prompt());
    try {
      if (asking == Asking.TWICE) {
        confirm(question, typed);
      }
      return passphrase(Secret.ofUtf8(typed), "The passphrase");
    } finally {
      Arrays.fill(typed, '\0');
    }
  }

  private void confirm(Question question, char[] typed) throws UsageException {
    char[] again = ask(question, "The same passphrase again: ");
    boolean same = Arrays.equals(typed, again);
    Arrays.fill(again, '\0');
    if (!same) {
      throw UsageException.usage("The two passphrases differ. Nothing was changed.");
    }
  }

  private char[] ask(Question question, String prompt) throws UsageException {
    Optional<char[]> typed = shell.terminal().askHidden(prompt);
    if (typed.isEmpty()) {
      throw UsageException.usage(
          "There is no terminal to ask for the passphrase on. "
              + question.others()
              + question.variable()
              + ".");
    }
    return typed.get();
  }

  private static VaultKey passphrase(Secret secret, String origin) throws UsageException {
    try {
      return new VaultKey.Passphrase(secret);
    } catch (IllegalArgumentException e) {
      secret.close();
      throw UsageException.configuration(origin + " is empty; a passphrase is not.");
    }
  }

  private VaultKey keyFile(Path file, String advice) throws UsageException {
    Secret secret = fromFile(file, "key file");
    try {
      return new VaultKey.KeyFile(secret);
    } catch (IllegalArgumentException e) {
      int length = secret.length();
      secret.close();
      throw UsageException.configuration(
          "The key file %s has %d bytes; a key file has at least 32. %s"
              .formatted(file, length, advice));
    }
  }

  private Secret fromFile(Path file, String what) throws UsageException {
    try (InputStream in = Files.newInputStream(file)) {
      if (Files.isRegularFile(file)) {
        PrivateFile.openness(file).ifPresent(messages::warning);
      }
      return read(in, "The " + what + " " + file);
    } catch (NoSuchFileException e) {
      throw UsageException.configuration("There is no %s %s.".formatted(what, file));
    } catch (IOException e) {
      throw UsageException.configuration(
          "The %s %s cannot be read: %s.".formatted(what, file, e.getMessage()));
    }
  }

  /** Everything up to the end, less one line end. */
  static Secret read(InputStream in, String origin) throws IOException, UsageException {
    byte[] bytes = in.readNBytes(LONGEST + 1);
    try {
      if (bytes.length > LONGEST) {
        throw UsageException.configuration(origin + " is longer than 1 MiB; that is no key.");
      }
      byte[] key = Arrays.copyOf(bytes, withoutLineEnd(bytes));
      Secret secret = Secret.copyOf(key);
      Arrays.fill(key, (byte) 0);
      return secret;
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static int withoutLineEnd(byte[] bytes) {
    int length = bytes.length;
    if (length > 0 && bytes[length - 1] == '\n') {
      length--;
      if (length > 0 && bytes[length - 1] == '\r') {
        length--;
      }
    }
    return length;
  }
}

package io.keepsake.cli.key;

import java.nio.file.Path;

/** Where the key comes from. */
public sealed interface KeySource {

  /** A passphrase: the content of a file, less one line end. */
  record PassphraseFile(Path file) implements KeySource {}

  /** A passphrase: what a command prints, less one line end. The shell {@code sh} runs it. */
  record PassphraseCommand(String command) implements KeySource {}

  /** Random bytes: the content of a file, less one line end. */
  record KeyFile(Path file) implements KeySource {}

  /**
   * A passphrase: {@code KEEPSAKE_PASSPHRASE}, or what is typed.
   *
   * @param asking how often to ask
   */
  record EnvironmentOrPrompt(Asking asking) implements KeySource {}

  /**
   * A passphrase that is to open the vault from now on: {@code KEEPSAKE_NEW_PASSPHRASE}, or what is
   * typed twice.
   */
  record NewEnvironmentOrPrompt() implements KeySource {}

  /** How often to ask for a passphrase. */
  enum Asking {
    /** Once: a mistake is found when the vault is opened. */
    ONCE,
    /** Twice: a mistake would lock the new vault. */
    TWICE
  }
}

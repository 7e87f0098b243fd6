package io.keepsake.cli.secret;

import io.keepsake.core.spi.crypto.CryptoException;
import io.keepsake.core.spi.crypto.CryptoSuite;
import io.keepsake.core.spi.crypto.PassphraseParameters;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.vault.VaultKey;

/** What opens a secrets file. */
sealed interface SecretsLock {

  /** A passphrase, derived with these parameters. */
  record Passphrase(PassphraseParameters parameters) implements SecretsLock {}

  /** A key file. */
  record KeyFile() implements SecretsLock {}

  /** A new lock for this key. */
  static SecretsLock of(VaultKey key, CryptoSuite suite) {
    return switch (key) {
      case VaultKey.Passphrase _ -> new Passphrase(suite.newPassphraseParameters());
      case VaultKey.KeyFile _ -> new KeyFile();
    };
  }

  /**
   * The key of the file, from what the user has; the caller closes it. Slow for a passphrase, on
   * purpose.
   */
  default Secret fileKey(Secret given, CryptoSuite suite) throws CryptoException {
    return switch (this) {
      case Passphrase(PassphraseParameters parameters) -> {
        try (Secret derived = suite.deriveKey(parameters, given)) {
          yield suite.deriveKey(derived, "keepsake v1 secrets file, passphrase");
        }
      }
      case KeyFile _ -> suite.deriveKey(given, "keepsake v1 secrets file, key file");
    };
  }
}

package io.keepsake.core.vault;

import io.keepsake.core.spi.crypto.Secret;

/** What opens a key slot. The vault neither keeps nor closes the secret. */
public sealed interface VaultKey {

  /** The secret itself. */
  Secret secret();

  /**
   * A passphrase, or a recovery code as it was typed.
   *
   * @param secret its UTF-8 bytes, at least one
   */
  record Passphrase(Secret secret) implements VaultKey {
    /**
     * Checks that it is not empty.
     *
     * @throws IllegalArgumentException if it is
     */
    public Passphrase {
      requireLength(secret, 1, "A passphrase must not be empty");
    }
  }

  /**
   * The content of a key file: random bytes, no passphrase.
   *
   * @param secret at least 32 bytes
   */
  record KeyFile(Secret secret) implements VaultKey {
    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if it is shorter than 32 bytes
     */
    public KeyFile {
      requireLength(secret, 32, "A key file has at least 32 bytes");
    }
  }

  private static void requireLength(Secret secret, int least, String message) {
    if (secret.length() < least) {
      throw new IllegalArgumentException(message);
    }
  }
}

package io.keepsake.core.keys;

import io.keepsake.core.spi.crypto.PassphraseParameters;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;

/** One way to open a vault: its root key, wrapped under a key of the user's. */
public sealed interface KeySlot {

  /** Number of bytes of a wrapped root key: nonce, key and tag. */
  int WRAPPED_BYTES = 12 + 32 + 16;

  /** 32 lower-case hexadecimal digits, unique in the vault. */
  String id();

  /** When it was added. */
  Instant created();

  /** What it is for, in the user's words; may be empty. */
  String label();

  /** The wrapped root key in Base64. */
  String wrapped();

  /** What opens it. */
  SlotType type();

  /** The wrapped root key. */
  default byte[] wrappedBytes() {
    return Base64.getDecoder().decode(wrapped());
  }

  /**
   * Opened by a passphrase.
   *
   * @param kdf how the passphrase becomes the wrapping key
   */
  record Passphrase(
      String id, Instant created, String label, PassphraseParameters kdf, String wrapped)
      implements KeySlot {
    /**
     * Checks the form of all parts.
     *
     * @throws IllegalArgumentException if one is wrong
     */
    public Passphrase {
      requireForm(id, created, label, wrapped);
      if (!kdf.algorithm().equals(PassphraseParameters.ARGON2ID)) {
        throw new IllegalArgumentException("No passphrase algorithm: " + kdf.algorithm());
      }
    }

    @Override
    public SlotType type() {
      return SlotType.PASSPHRASE;
    }
  }

  /** Opened by a key file. */
  record KeyFile(String id, Instant created, String label, String wrapped) implements KeySlot {
    /**
     * Checks the form of all parts.
     *
     * @throws IllegalArgumentException if one is wrong
     */
    public KeyFile {
      requireForm(id, created, label, wrapped);
    }

    @Override
    public SlotType type() {
      return SlotType.KEY_FILE;
    }
  }

  /** Opened by a printed recovery code. */
  record RecoveryCode(String id, Instant created, String label, String wrapped) implements KeySlot {
    /**
     * Checks the form of all parts.
     *
     * @throws IllegalArgumentException if one is wrong
     */
    public RecoveryCode {
      requireForm(id, created, label, wrapped);
    }

    @Override
    public SlotType type() {
      return SlotType.RECOVERY_CODE;
    }
  }

  /** The header's text needs no escaping, and nothing in it drives a terminal. */
  static void requireLabel(String label) {
    if (!label.matches("[ -~&&[^\"\\\\]]{0,64}")) {
      throw new IllegalArgumentException(
          "A label has up to 64 printable ASCII characters, without quotes and backslashes");
    }
  }

  private static void requireForm(String id, Instant created, String label, String wrapped) {
    if (!id.matches("[0-9a-f]{32}")) {
      throw new IllegalArgumentException("No slot id: '" + id + "'");
    }
    requireYear(created);
    requireLabel(label);
    if (Base64.getDecoder().decode(wrapped).length != WRAPPED_BYTES) {
      throw new IllegalArgumentException("A wrapped root key has " + WRAPPED_BYTES + " bytes");
    }
  }

  /** The format's times have four digits for the year. */
  static void requireYear(Instant time) {
    int year = time.atOffset(ZoneOffset.UTC).getYear();
    if (year < 0 || year > 9999) {
      throw new IllegalArgumentException("The year is out of range: " + year);
    }
  }
}

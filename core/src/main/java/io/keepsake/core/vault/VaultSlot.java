package io.keepsake.core.vault;

import io.keepsake.core.keys.KeySlot;
import java.time.Instant;

/**
 * One way to open a vault.
 *
 * @param id 32 lower-case hexadecimal digits
 * @param kind what opens it
 * @param label what it is for, in the words of whoever made it; may be empty
 * @param created when it was made, by the clock of that machine
 */
public record VaultSlot(String id, Kind kind, String label, Instant created) {

  private static final int ABBREVIATED = 8;

  /** What opens a key slot. */
  public enum Kind {
    /** Something a person remembers. */
    PASSPHRASE,
    /** A file of random bytes. */
    KEY_FILE,
    /** A code that was made by {@link VaultKeyring#addRecoveryCode} and printed. */
    RECOVERY_CODE
  }

  static VaultSlot of(KeySlot slot) {
    Kind kind =
        switch (slot.type()) {
          case PASSPHRASE -> Kind.PASSPHRASE;
          case KEY_FILE -> Kind.KEY_FILE;
          case RECOVERY_CODE -> Kind.RECOVERY_CODE;
        };
    return new VaultSlot(slot.id(), kind, slot.label(), slot.created());
  }

  /**
   * Checks a label before it is used: up to 64 printable ASCII characters, without quotes and
   * backslashes.
   *
   * @throws IllegalArgumentException if it is not that
   */
  public static void requireLabel(String label) {
    KeySlot.requireLabel(label);
  }

  /** The first digits of the id. */
  public String abbreviated() {
    return id.substring(0, Math.min(id.length(), ABBREVIATED));
  }
}

package io.keepsake.core.keys;

/** What opens a key slot. */
public enum SlotType {
  /** Something a person remembers. */
  PASSPHRASE("passphrase"),
  /** The content of a file of random bytes. */
  KEY_FILE("key-file"),
  /** What a machine made up and somebody printed: {@link RecoveryCode}. */
  RECOVERY_CODE("recovery-code");

  private final String label;

  SlotType(String label) {
    this.label = label;
  }

  /** Its name in the header. */
  public String label() {
    return label;
  }
}

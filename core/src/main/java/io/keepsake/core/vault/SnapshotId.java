package io.keepsake.core.vault;

/**
 * The identity of a snapshot: the SHA-256 of its stored bytes.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record SnapshotId(String hex) {

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if it is another
   */
  public SnapshotId {
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("No snapshot id: '" + hex + "'");
    }
  }

  /** The first 12 digits, enough for people. */
  public String abbreviated() {
    return hex.substring(0, 12);
  }

  @Override
  public String toString() {
    return hex;
  }
}

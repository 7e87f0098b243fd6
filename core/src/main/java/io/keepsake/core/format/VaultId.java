package io.keepsake.core.format;

import java.util.HexFormat;

/**
 * The identity of a vault: 16 random bytes.
 *
 * @param hex the bytes as 32 lower-case hexadecimal digits
 */
public record VaultId(String hex) {

  /** Number of bytes. */
  public static final int BYTES = 16;

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if it is another
   */
  public VaultId {
    if (!hex.matches("[0-9a-f]{32}")) {
      throw new IllegalArgumentException("No vault id: '" + hex + "'");
    }
  }

  /** The bytes. */
  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}

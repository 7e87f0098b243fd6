package io.keepsake.core.vault;

/**
 * Who does something to a snapshot, and why. It is kept in the vault, sealed.
 *
 * @param host name of this machine
 * @param user who does it
 * @param reason why, in the user's words; not blank, at most {@value #LONGEST_REASON} characters
 */
public record Attribution(String host, String user, String reason) {

  /** The longest reason. */
  public static final int LONGEST_REASON = 1_000;

  /**
   * Checks the rules above.
   *
   * @throws IllegalArgumentException if one is broken
   */
  public Attribution {
    if (reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw new IllegalArgumentException(
          "A reason has 1 to %d characters".formatted(LONGEST_REASON));
    }
  }
}

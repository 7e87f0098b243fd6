package io.keepsake.core.vault;

/**
 * How deep to check.
 *
 * @param depth what to look at
 * @param percent with {@link Depth#DATA}, how many of each hundred packs to read, 1 to 100
 */
public record VerifyRequest(Depth depth, int percent) {

  /** What to look at. */
  public enum Depth {
    /**
     * Every snapshot, tree and index is read and decrypted; every object they need must be listed,
     * with its right length, by every store.
     */
    STRUCTURE,
    /** Also every stored byte of every store is read and compared with its hash. */
    DATA
  }

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if percent is not 1 to 100
   */
  public VerifyRequest {
    if (percent < 1 || percent > 100) {
      throw new IllegalArgumentException(
          "A percentage of 1 to 100 can be verified, not " + percent);
    }
  }
}

package io.keepsake.core.placement;

/**
 * How well a backup is to be kept.
 *
 * @param copies how many providers are wanted to have all of it
 * @param minimum how many must, or the backup fails; 1 to {@code copies}
 * @param regions in how many regions copies are wanted, 0 to {@code copies}; 0 is for not caring.
 *     Only providers with a named region count
 */
public record CopyPolicy(int copies, int minimum, int regions) {

  /**
   * Checks the rules above.
   *
   * @throws IllegalArgumentException if one is broken
   */
  public CopyPolicy {
    if (copies < 1) {
      throw new IllegalArgumentException("At least one copy is wanted, not " + copies);
    }
    if (minimum < 1 || minimum > copies) {
      throw new IllegalArgumentException(
          "The minimum of copies is 1 to the number wanted (" + copies + "), not " + minimum);
    }
    if (regions < 0 || regions > copies) {
      throw new IllegalArgumentException(
          "As many regions as copies (" + copies + ") can be had, not " + regions);
    }
  }

  /** This many copies, of which two are needed, or the only one; in any region. */
  public static CopyPolicy of(int copies) {
    return new CopyPolicy(copies, Math.clamp(copies, 1, 2), 0);
  }
}

package io.keepsake.core.prune;

/**
 * How much waste is left in packs, and how much is moved to get rid of it.
 *
 * @param unusedPercent so much of what packs have may be unused, from 0 to 100
 * @param mostBytes packs of at most so many bytes are emptied by one run, 0 or more
 */
public record RepackLimits(double unusedPercent, long mostBytes) {

  /**
   * Checks the rules above.
   *
   * @throws IllegalArgumentException if one is broken
   */
  public RepackLimits {
    if (!(unusedPercent >= 0 && unusedPercent <= 100) || mostBytes < 0) {
      throw new IllegalArgumentException(
          "Waste is 0 to 100 percent, and what is moved 0 bytes or more");
    }
  }

  long allowed(long total) {
    return (long) (total * (unusedPercent / 100));
  }
}

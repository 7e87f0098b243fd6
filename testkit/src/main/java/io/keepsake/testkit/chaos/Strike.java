package io.keepsake.testkit.chaos;

/**
 * A trouble of one provider, timed by the calls that it receives.
 *
 * @param trouble which
 * @param after how many more calls go as they should; calls that the trouble concerns are counted
 * @param lasting how many calls it then concerns; {@link #UNTIL_LIFTED} for all
 * @param seed decides which of them, where not all are hit
 */
public record Strike(Trouble trouble, long after, long lasting, long seed) {

  /** No end by itself. */
  public static final long UNTIL_LIFTED = Long.MAX_VALUE;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public Strike {
    if (after < 0 || lasting < 0) {
      throw new IllegalArgumentException("Calls are counted from 0 on");
    }
  }
}

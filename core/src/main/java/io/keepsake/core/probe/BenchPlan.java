package io.keepsake.core.probe;

/**
 * What to measure.
 *
 * @param smallObjects how many small objects, at least 1
 * @param smallBytes bytes of each
 * @param largeObjects how many large objects; 0 for none
 * @param largeBytes bytes of each
 * @param concurrency calls at once, at least 1
 */
public record BenchPlan(
    int smallObjects, int smallBytes, int largeObjects, int largeBytes, int concurrency) {

  /** 200 objects of 16 KiB and 8 of 32 MiB, about as large as packs are, 8 calls at once. */
  public static final BenchPlan STANDARD = new BenchPlan(200, 16 << 10, 8, 32 << 20, 8);

  /**
   * Checks the rules above.
   *
   * @throws IllegalArgumentException if one is broken
   */
  public BenchPlan {
    if (smallObjects < 1 || smallBytes < 1 || largeObjects < 0 || largeBytes < 1) {
      throw new IllegalArgumentException("There is nothing to measure with such objects");
    }
    if (concurrency < 1) {
      throw new IllegalArgumentException("At least one call at once is made");
    }
  }
}

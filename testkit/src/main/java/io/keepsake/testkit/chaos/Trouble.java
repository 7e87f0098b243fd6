package io.keepsake.testkit.chaos;

/** What can be wrong with a provider for a while. */
public enum Trouble {
  /** Every call fails at once: {@code UNAVAILABLE}. */
  DOWN,
  /** No call is answered until the trouble is lifted, the call interrupted or the store closed. */
  BLACK_HOLE,
  /** Every call takes some milliseconds. */
  SLOW,
  /** Some calls fail, some puts after they took effect, some reads in the middle. */
  FLAKY,
  /** A bit of what some reads return is flipped; what is stored is sound. */
  CORRUPT_READS,
  /** Puts fail: {@code QUOTA}. */
  FULL,
  /** Every call fails: {@code DENIED}. */
  DENIED,
  /** What was stored since the trouble began is not listed. */
  STALE_LISTING,
  /** A listing breaks off after its first page. */
  PARTIAL_LISTING,
  /** Some slow calls, and then it is down. */
  SLOW_THEN_DEAD
}

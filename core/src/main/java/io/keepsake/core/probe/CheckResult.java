package io.keepsake.core.probe;

/**
 * What one check of a store found.
 *
 * @param name a short name, such as {@code read ranges}; never changes, programs may know it
 * @param outcome how it ended
 * @param sentence what works, or what does not and what that means, for people
 */
public record CheckResult(String name, Outcome outcome, String sentence) {

  /** How a check ended. */
  public enum Outcome {
    /** As it should be. */
    WORKS,
    /** Good enough for Keepsake, with a limit that the sentence tells. */
    LIMITED,
    /** A call failed: the place or the rights to it are not what they should be. */
    FAILED,
    /** The store answered wrongly. What is kept there cannot be relied upon. */
    BROKEN,
    /** Not tried, because something before it failed. */
    SKIPPED
  }
}

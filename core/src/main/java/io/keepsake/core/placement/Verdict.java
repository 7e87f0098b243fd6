package io.keepsake.core.placement;

/**
 * Whether enough providers have all of a backup.
 *
 * @param policy what was asked for
 * @param copies how many providers have all of it
 * @param regions in how many named regions these are, at most {@code copies}
 */
public record Verdict(CopyPolicy policy, int copies, int regions) {

  /** From best to worst. */
  public enum Level {
    /** As many copies, in as many regions, as are wanted. */
    FULL,
    /** The minimum of copies, but not all that is wanted. */
    DEGRADED,
    /** Fewer copies than the minimum. */
    FAILED
  }

  /**
   * Checks the rules above.
   *
   * @throws IllegalArgumentException if one is broken
   */
  public Verdict {
    if (copies < 0 || regions < 0 || regions > copies) {
      throw new IllegalArgumentException(copies + " copies in " + regions + " regions");
    }
  }

  /** The verdict in one word. */
  public Level level() {
    if (copies < policy.minimum()) {
      return Level.FAILED;
    }
    return missingCopies() == 0 && missingRegions() == 0 ? Level.FULL : Level.DEGRADED;
  }

  /** How many copies are wanted and not there. */
  public int missingCopies() {
    return Math.max(0, policy.copies() - copies);
  }

  /** How many regions are wanted that have no copy. */
  public int missingRegions() {
    return Math.max(0, policy.regions() - regions);
  }

  /** What is there and what is missing, for people: a clause without a full stop. */
  public String sentence() {
    StringBuilder text = new StringBuilder();
    text.append(
        missingCopies() > 0
            ? "only %d of %s".formatted(copies, count(policy.copies(), "copy", "copies"))
            : count(copies, "copy", "copies"));
    if (missingRegions() > 0) {
      text.append(", in only %d of ".formatted(regions));
      text.append(count(policy.regions(), "region", "regions"));
    } else if (policy.regions() > 0) {
      text.append(", in ").append(count(regions, "region", "regions"));
    }
    if (level() == Level.FAILED) {
      text.append(", and a backup needs at least ").append(policy.minimum());
    }
    return text.toString();
  }

  private static String count(int number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }
}

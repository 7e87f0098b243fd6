package io.keepsake.core.retention;

/** One reason to keep snapshots of a group. */
public sealed interface KeepRule {

  /** A count that never runs out. */
  int UNLIMITED = Integer.MAX_VALUE;

  /**
   * The newest snapshots.
   *
   * @param count how many, 1 or more
   */
  record Last(int count) implements KeepRule {

    /** Checks the count. */
    public Last {
      requireCount(count);
    }
  }

  /**
   * The newest snapshot of each of the latest intervals that have one. While some of them are left
   * over, the oldest snapshot of the group is kept as well, so that history grows to its full
   * length.
   *
   * @param interval which
   * @param count how many of them, 1 or more; those without a snapshot do not count
   */
  record Each(Interval interval, int count) implements KeepRule {

    /** Checks the count. */
    public Each {
      requireCount(count);
    }
  }

  /**
   * All snapshots that are not older than the newest of the group by more than this.
   *
   * @param age how much
   */
  record Within(Age age) implements KeepRule {}

  /**
   * The newest snapshot of each interval, among those that are not older than the newest of the
   * group by more than this.
   *
   * @param interval which
   * @param age how much
   */
  record EachWithin(Interval interval, Age age) implements KeepRule {}

  /**
   * All snapshots with a label.
   *
   * @param name the label's name
   * @param value its value
   */
  record Labelled(String name, String value) implements KeepRule {}

  private static void requireCount(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("One or more snapshots can be kept, not " + count);
    }
  }
}

package io.keepsake.core.replicate;

import java.util.List;
import java.util.Set;

/** What the owner of a vault wants of a backup: which stores are written to, and how many count. */
public interface WritePlan {

  /** How far a backup got. */
  enum Reach {
    /** As many copies as are wanted. */
    FULL,
    /** Fewer than are wanted, and at least the minimum. */
    DEGRADED,
    /** Fewer than the minimum: there is no backup. */
    FAILED
  }

  /** How many stores must take an object before anything that follows is written. */
  int minimum();

  /** Ids of the stores that are written to from the beginning. */
  Set<String> writers();

  /**
   * Ids of further stores to be written to from now on.
   *
   * @param usable ids of the stores that are being written to and answer
   * @param idle ids of the others that could be, and answer
   */
  List<String> recruits(Set<String> usable, Set<String> idle);

  /** How far a backup gets that these stores have whole. */
  Reach reach(Set<String> complete);

  /** All stores are written to, and all of them are wanted. */
  static WritePlan all(Set<String> stores, int minimum) {
    return new AllStores(Set.copyOf(stores), minimum);
  }
}

package io.keepsake.core.retention;

import java.util.List;

/**
 * What becomes of a snapshot.
 *
 * @param candidate which
 * @param group the group that it counts in, for people
 * @param fate whether it is kept
 * @param reasons why it is kept, for people; none if it is not
 */
public record Decision(Candidate candidate, String group, Fate fate, List<String> reasons) {

  /** Whether a snapshot is kept. */
  public enum Fate {
    /** It stays. */
    KEPT,
    /** No rule keeps it. */
    REMOVED
  }

  /** Copies the list. */
  public Decision {
    reasons = List.copyOf(reasons);
  }

  /** Whether it stays. */
  public boolean kept() {
    return fate == Fate.KEPT;
  }
}

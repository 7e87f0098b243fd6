package io.keepsake.core.vault;

import java.util.Locale;

/** What came of something that is recorded. */
public enum AuditOutcome {
  /** It began; another record tells how it ended, unless the process was killed. */
  BEGUN,
  /** All of it was done. */
  DONE,
  /** It was done, and something is missing. */
  DEGRADED,
  /** It was done, and found that stored data are damaged or missing. */
  DAMAGED,
  /** It was not done. */
  FAILED,
  /** It was interrupted. */
  INTERRUPTED;

  /** The word in the record. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

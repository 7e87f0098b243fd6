package io.keepsake.monitor.schedule;

import java.util.Locale;

/** What became of a run. */
public enum JobOutcome {
  /** All of it was done. */
  SUCCESS,
  /** It was done, with something left to be desired: a provider that is owed, a file left out. */
  DEGRADED,
  /** It was not done. */
  FAILURE,
  /** It was cut short: the program ended. */
  INTERRUPTED,
  /** It was not begun: too late for it, or its last run had not ended. */
  SKIPPED;

  /** Whether what the job is for was reached. */
  public boolean succeeded() {
    return this == SUCCESS || this == DEGRADED;
  }

  /** The word for it, such as {@code success}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

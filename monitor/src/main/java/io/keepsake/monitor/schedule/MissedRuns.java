package io.keepsake.monitor.schedule;

import java.time.Duration;

/** What becomes of runs whose time came while nobody was there to start them. */
public sealed interface MissedRuns {

  /** How late a run may be started. */
  Duration limit();

  /**
   * However many there were, the job runs once as soon as it can. A run that was cut short by the
   * end of the program is one of them, once.
   *
   * @param limit the longest time that may have passed since the last of them; what is older is
   *     left out
   */
  record RunOnce(Duration limit) implements MissedRuns {

    /**
     * Checks the limit.
     *
     * @throws IllegalArgumentException if it is not a minute to 366 days
     */
    public RunOnce {
      if (limit.compareTo(Duration.ofMinutes(1)) < 0 || limit.compareTo(Duration.ofDays(366)) > 0) {
        throw new IllegalArgumentException(
            "A missed run is made up for within 1 minute to 366 days");
      }
    }
  }

  /** They are left out; only what is two minutes late or less runs. */
  record Skip() implements MissedRuns {

    private static final Duration LATE = Duration.ofMinutes(2);

    @Override
    public Duration limit() {
      return LATE;
    }
  }
}

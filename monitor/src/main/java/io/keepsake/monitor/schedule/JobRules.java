package io.keepsake.monitor.schedule;

import java.time.Duration;

/**
 * How a job is started.
 *
 * @param jitter each run begins up to this much later than its timing says: by the same share of it
 *     each time, which depends on the job and the machine, so that a fleet spreads
 * @param missed what becomes of missed runs
 * @param conflicts what is done about other jobs of the vault
 * @param grace how long after a run was to begin it may take until it has succeeded, before it
 *     counts as overdue
 */
public record JobRules(Duration jitter, MissedRuns missed, Conflicts conflicts, Duration grace) {

  private static final Duration DAY = Duration.ofDays(1);

  /**
   * Checks the durations.
   *
   * @throws IllegalArgumentException if the jitter is not within a day, or the grace is negative
   */
  public JobRules {
    if (jitter.isNegative() || jitter.compareTo(DAY) > 0) {
      throw new IllegalArgumentException("Jitter is from nothing to a day: " + jitter);
    }
    if (grace.isNegative()) {
      throw new IllegalArgumentException("Grace is not negative: " + grace);
    }
  }

  /** No jitter, missed runs made up for within a day, no conflicts, six hours of grace. */
  public static JobRules standard() {
    return new JobRules(
        Duration.ZERO, new MissedRuns.RunOnce(DAY), Conflicts.WAIT, Duration.ofHours(6));
  }

  /** The same with this jitter. */
  public JobRules withJitter(Duration longest) {
    return new JobRules(longest, missed, conflicts, grace);
  }

  /** The same with this about missed runs. */
  public JobRules withMissed(MissedRuns policy) {
    return new JobRules(jitter, policy, conflicts, grace);
  }

  /** The same with this about conflicts. */
  public JobRules withConflicts(Conflicts policy) {
    return new JobRules(jitter, missed, policy, grace);
  }

  /** The same with this grace. */
  public JobRules withGrace(Duration longest) {
    return new JobRules(jitter, missed, conflicts, longest);
  }
}

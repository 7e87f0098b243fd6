package io.keepsake.monitor.alert.rule;

import java.time.Instant;
import java.util.Optional;

/**
 * A backup should have been made long ago, and has not.
 *
 * @param limits of the time since a run was due
 */
public record BackupOverdueRule(DurationLimits limits) implements Rule {

  private static final Overdue OVERDUE =
      new Overdue("Backup", ": see that the machine was on, or run it now");

  /** Checks the order of the limits. */
  public BackupOverdueRule {
    limits = limits.rising();
  }

  @Override
  public String name() {
    return "backup-overdue";
  }

  @Override
  public Scope scope() {
    return Scope.SCHEDULE;
  }

  @Override
  public Optional<Finding> look(Observation observation, Instant now) {
    if (!(observation instanceof Observation.BackupRuns runs)) {
      return Optional.empty();
    }
    return Optional.of(
        OVERDUE.finding(limits, runs.schedule(), runs.due(), runs.lastSuccess(), now));
  }
}

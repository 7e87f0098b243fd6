package io.keepsake.monitor.alert.rule;

import java.time.Instant;
import java.util.Optional;

/**
 * A drill should have been made long ago, and none has succeeded since.
 *
 * @param limits of the time since a run was due
 */
public record DrillOverdueRule(DurationLimits limits) implements Rule {

  private static final Overdue OVERDUE =
      new Overdue(
          "Drill",
          ", so nothing shows that all would come back: see that the machine was on, or run"
              + " 'keepsake drill' now");

  /** Checks the order of the limits. */
  public DrillOverdueRule {
    limits = limits.rising();
  }

  @Override
  public String name() {
    return "drill-overdue";
  }

  @Override
  public Scope scope() {
    return Scope.SCHEDULE;
  }

  @Override
  public Optional<Finding> look(Observation observation, Instant now) {
    if (!(observation instanceof Observation.DrillRuns runs)) {
      return Optional.empty();
    }
    return Optional.of(
        OVERDUE.finding(limits, runs.schedule(), runs.due(), runs.lastSuccess(), now));
  }
}

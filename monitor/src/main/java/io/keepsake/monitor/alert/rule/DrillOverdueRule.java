package io.keepsake.monitor.alert.rule;

import io.keepsake.monitor.alert.rule.Finding.Trouble;
import io.keepsake.monitor.alert.rule.Finding.Well;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A drill should have been made long ago, and none has succeeded since.
 *
 * @param limits of the time since a run was due
 */
public record DrillOverdueRule(DurationLimits limits) implements Rule {

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
    String name = runs.schedule();
    Duration late = runs.due().map(due -> Duration.between(due, now)).orElse(Duration.ZERO);
    String last = runs.lastSuccess().map(Instant::toString).orElse("never");
    return Optional.of(
        limits
            .reached(late)
            .<Finding>map(
                severity ->
                    new Trouble(
                        name,
                        now,
                        severity,
                        ("Drill %s is overdue by %s (last success: %s), so nothing shows that all"
                                + " would come back: see that the machine was on, or run 'keepsake"
                                + " drill' now")
                            .formatted(name, Words.duration(late), last),
                        Map.of("last success", last)))
            .orElseGet(() -> new Well(name, now, "Drill %s is up to date again".formatted(name))));
  }
}

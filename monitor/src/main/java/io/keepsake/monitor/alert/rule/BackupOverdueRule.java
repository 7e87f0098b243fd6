package io.keepsake.monitor.alert.rule;

import io.keepsake.monitor.alert.rule.Finding.Trouble;
import io.keepsake.monitor.alert.rule.Finding.Well;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A backup should have been made long ago, and has not.
 *
 * @param limits of the time since a run was due
 */
public record BackupOverdueRule(DurationLimits limits) implements Rule {

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
    Duration late = runs.due().map(due -> Duration.between(due, now)).orElse(Duration.ZERO);
    String last = runs.lastSuccess().map(Instant::toString).orElse("never");
    return Optional.of(
        limits
            .reached(late)
            .<Finding>map(
                severity ->
                    new Trouble(
                        runs.schedule(),
                        now,
                        severity,
                        ("Backup %s is overdue by %s (last success: %s): see that the machine was"
                                + " on, or run it now")
                            .formatted(runs.schedule(), Words.duration(late), last),
                        Map.of("last success", last)))
            .orElseGet(
                () ->
                    new Well(
                        runs.schedule(),
                        now,
                        "Backup %s is up to date again".formatted(runs.schedule()))));
  }
}

package io.keepsake.monitor.alert.rule;

import io.keepsake.monitor.alert.rule.Finding.Trouble;
import io.keepsake.monitor.alert.rule.Finding.Well;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The last runs of a backup failed.
 *
 * @param limits of the number of runs that failed in a row
 */
public record BackupFailedRule(CountLimits limits) implements Rule {

  @Override
  public String name() {
    return "backup-failed";
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
    String name = runs.schedule();
    String why = runs.lastFailure().map(reason -> ": " + reason).orElse("");
    return Optional.of(
        limits
            .reached(runs.failures())
            .<Finding>map(
                severity ->
                    new Trouble(
                        name,
                        now,
                        severity,
                        "Backup %s failed%s; earlier snapshots are kept%s"
                            .formatted(name, times(runs.failures()), why),
                        Map.of("failed runs", Integer.toString(runs.failures()))))
            .orElseGet(() -> new Well(name, now, "Backup %s succeeded again".formatted(name))));
  }

  private static String times(int failures) {
    return failures == 1 ? "" : " " + failures + " times in a row";
  }
}

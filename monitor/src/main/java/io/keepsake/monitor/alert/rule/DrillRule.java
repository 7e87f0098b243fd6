package io.keepsake.monitor.alert.rule;

import io.keepsake.core.spi.alert.Severity;
import io.keepsake.core.vault.FailoverResult.Verdict;
import io.keepsake.monitor.alert.rule.Finding.Trouble;
import io.keepsake.monitor.alert.rule.Finding.Well;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A drill failed: without some providers, not everything would come back. */
public record DrillRule(Severity severity) implements Rule {

  @Override
  public String name() {
    return "drill-failed";
  }

  @Override
  public Scope scope() {
    return Scope.VAULT;
  }

  @Override
  public Optional<Finding> look(Observation observation, Instant now) {
    if (!(observation instanceof Observation.Drilled drilled)) {
      return Optional.empty();
    }
    String without = drilled.without();
    return Optional.of(
        drilled.verdict() == Verdict.PASSED
            ? new Well(
                without, drilled.time(), "The drill without %s passed again".formatted(without))
            : new Trouble(
                without,
                drilled.time(),
                severity,
                "The drill without %s failed (%s): run 'keepsake verify', then 'keepsake repair'"
                    .formatted(without, drilled.sentence()),
                Map.of("drill", drilled.time().toString())));
  }
}

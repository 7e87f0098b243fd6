package io.keepsake.monitor.alert.rule;

import io.keepsake.monitor.alert.rule.Finding.Trouble;
import io.keepsake.monitor.alert.rule.Finding.Well;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The data keys have been in use for long.
 *
 * @param limits of the age of the present epoch
 */
public record KeyRotationRule(DurationLimits limits) implements Rule {

  /** Checks the order of the limits. */
  public KeyRotationRule {
    limits = limits.rising();
  }

  @Override
  public String name() {
    return "key-rotation-due";
  }

  @Override
  public Scope scope() {
    return Scope.VAULT;
  }

  @Override
  public Optional<Finding> look(Observation observation, Instant now) {
    if (!(observation instanceof Observation.KeyEpoch(String epoch, Instant since))) {
      return Optional.empty();
    }
    Duration age = Duration.between(since, now);
    return Optional.of(
        limits
            .reached(age)
            .<Finding>map(
                severity ->
                    new Trouble(
                        Observation.VAULT,
                        now,
                        severity,
                        ("The data keys have been in use for %s: 'keepsake keys rotate' begins new"
                                + " ones, so that a key that leaks tells less")
                            .formatted(Words.duration(age)),
                        Map.of("epoch", epoch, "since", since.toString())))
            .orElseGet(() -> new Well(Observation.VAULT, now, "The data keys are new again")));
  }
}

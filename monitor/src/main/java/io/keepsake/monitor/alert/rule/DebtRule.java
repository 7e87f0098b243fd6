package io.keepsake.monitor.alert.rule;

import io.keepsake.core.spi.alert.Severity;
import io.keepsake.monitor.alert.rule.Finding.Trouble;
import io.keepsake.monitor.alert.rule.Finding.Well;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A provider has been owed objects for too long.
 *
 * @param limits of the age of the oldest debt
 */
public record DebtRule(DurationLimits limits) implements Rule {

  /** Checks the order of the limits. */
  public DebtRule {
    limits = limits.rising();
  }

  @Override
  public String name() {
    return "debts-owed";
  }

  @Override
  public Scope scope() {
    return Scope.PROVIDER;
  }

  @Override
  public Optional<Finding> look(Observation observation, Instant now) {
    if (!(observation instanceof Observation.Debts debts)) {
      return Optional.empty();
    }
    if (debts.objects() == 0) {
      return Optional.of(paid(debts, now));
    }
    return debts
        .owedSince()
        .map(
            since -> {
              Duration age = Duration.between(since, now);
              return limits
                  .reached(age)
                  .<Finding>map(severity -> trouble(debts, age, severity, now))
                  .orElseGet(() -> paid(debts, now));
            });
  }

  private Finding trouble(Observation.Debts debts, Duration age, Severity severity, Instant now) {
    String objects = Words.count(debts.objects(), "object", "objects");
    return new Trouble(
        debts.providerId(),
        now,
        severity,
        ("Provider %s has lacked %s, %s, for %s: the vault has fewer copies than wanted until"
                + " 'keepsake repair' has brought it up to date")
            .formatted(
                debts.providerId(), objects, Words.bytes(debts.bytes()), Words.duration(age)),
        Map.of("owed", objects, "oldest", Words.duration(age)));
  }

  private static Finding paid(Observation.Debts debts, Instant now) {
    String what = debts.objects() == 0 ? "has everything" : "is owed nothing old";
    return new Well(debts.providerId(), now, "Provider %s %s".formatted(debts.providerId(), what));
  }
}

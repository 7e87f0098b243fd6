package io.keepsake.monitor.alert.rule;

import io.keepsake.core.spi.alert.Severity;
import io.keepsake.monitor.alert.rule.Finding.Trouble;
import io.keepsake.monitor.alert.rule.Finding.Well;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A verification found damage. That of the vault as a whole is critical: no other copy is known to
 * be good.
 *
 * @param limits of the number of findings at one provider
 */
public record DamageRule(CountLimits limits) implements Rule {

  @Override
  public String name() {
    return "verify-damage";
  }

  @Override
  public Scope scope() {
    return Scope.PROVIDER;
  }

  @Override
  public Optional<Finding> look(Observation observation, Instant now) {
    if (!(observation instanceof Observation.Verified verified)) {
      return Optional.empty();
    }
    String subject = verified.subject();
    return Optional.of(
        limits
            .reached(verified.findings())
            .map(severity -> trouble(verified, severity))
            .orElseGet(
                () -> new Well(subject, verified.time(), "No damage is left at " + subject)));
  }

  private static Finding trouble(Observation.Verified verified, Severity severity) {
    boolean isWhole = verified.subject().equals(Observation.VAULT);
    String found = Words.count(verified.findings(), "thing", "things");
    String where = isWhole ? "the vault" : "provider " + verified.subject();
    return new Trouble(
        verified.subject(),
        verified.time(),
        isWhole ? Severity.CRITICAL : severity,
        "Verification found %s damaged or missing in %s%s: run 'keepsake repair'"
            .formatted(found, where, verified.example().map(e -> ", such as " + e).orElse("")),
        Map.of("findings", Long.toString(verified.findings())));
  }
}

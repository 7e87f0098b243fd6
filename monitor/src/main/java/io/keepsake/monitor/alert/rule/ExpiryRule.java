package io.keepsake.monitor.alert.rule;

import io.keepsake.monitor.alert.rule.Finding.Trouble;
import io.keepsake.monitor.alert.rule.Finding.Well;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A certificate or a credential expires: a rule for each.
 *
 * @param limits of the time until it does
 */
public record ExpiryRule(Observation.Pass pass, DurationLimits limits) implements Rule {

  /** Checks the order of the limits. */
  public ExpiryRule {
    limits = limits.falling();
  }

  @Override
  public String name() {
    return word() + "-expiry";
  }

  private String word() {
    return switch (pass) {
      case CERTIFICATE -> "certificate";
      case CREDENTIAL -> "credential";
    };
  }

  @Override
  public Scope scope() {
    return Scope.PROVIDER;
  }

  @Override
  public Optional<Finding> look(Observation observation, Instant now) {
    if (!(observation instanceof Observation.Expiry expiry) || expiry.pass() != pass) {
      return Optional.empty();
    }
    String id = expiry.providerId();
    Duration left = Duration.between(now, expiry.expires());
    return Optional.of(
        limits
            .left(left)
            .<Finding>map(
                severity ->
                    new Trouble(
                        id,
                        now,
                        severity,
                        "The %s of provider %s %s: renew it, or backups do without this provider"
                            .formatted(word(), id, when(left)),
                        Map.of("expires", expiry.expires().toString())))
            .orElseGet(
                () -> new Well(id, now, "The %s of provider %s is renewed".formatted(word(), id))));
  }

  private static String when(Duration left) {
    return left.isNegative()
        ? "expired %s ago".formatted(Words.duration(left))
        : "expires in %s".formatted(Words.duration(left));
  }
}

package io.keepsake.monitor.alert.rule;

import io.keepsake.monitor.alert.rule.Finding.Trouble;
import io.keepsake.monitor.alert.rule.Finding.Well;
import io.keepsake.monitor.health.HealthStatus;
import io.keepsake.monitor.health.ProviderHealthMetrics;
import io.keepsake.monitor.health.ResponseTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A provider answers slowly.
 *
 * @param limits of the time that 19 in 20 calls stay below
 */
public record SlowRule(DurationLimits limits, Confirmation confirmation) implements Rule {

  /** Checks the order of the limits. */
  public SlowRule {
    limits = limits.rising();
  }

  @Override
  public String name() {
    return "provider-slow";
  }

  @Override
  public Scope scope() {
    return Scope.PROVIDER;
  }

  @Override
  public Set<String> mutedBy() {
    return ProviderStatusRule.names();
  }

  @Override
  public Optional<Finding> look(Observation observation, Instant now) {
    if (observation instanceof Observation.ProviderHealth(ProviderHealthMetrics metrics)
        && metrics.status() != HealthStatus.OFFLINE) {
      return metrics.responseTime().map(time -> look(metrics, time, now));
    }
    return Optional.empty();
  }

  private Finding look(ProviderHealthMetrics metrics, ResponseTime time, Instant now) {
    String id = metrics.providerId();
    Instant asOf = metrics.lastProbe().orElse(now);
    String p95 = Words.duration(time.p95());
    return limits
        .reached(time.p95())
        .<Finding>map(
            severity ->
                new Trouble(
                    id,
                    asOf,
                    severity,
                    ("Provider %s is slow, one call in 20 takes %s or more: backups and restores"
                            + " wait for it less; look at the network and at the load there")
                        .formatted(id, p95),
                    Map.of("p50", Words.duration(time.p50()), "p95", p95)))
        .orElseGet(() -> new Well(id, asOf, "Provider %s is fast enough again".formatted(id)));
  }
}

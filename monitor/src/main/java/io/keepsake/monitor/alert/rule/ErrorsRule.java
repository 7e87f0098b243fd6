package io.keepsake.monitor.alert.rule;

import io.keepsake.monitor.alert.rule.Finding.Trouble;
import io.keepsake.monitor.alert.rule.Finding.Well;
import io.keepsake.monitor.health.HealthStatus;
import io.keepsake.monitor.health.ProviderHealthMetrics;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Calls to a provider fail.
 *
 * @param limits of the share of calls that fail
 */
public record ErrorsRule(ShareLimits limits, Confirmation confirmation) implements Rule {

  @Override
  public String name() {
    return "provider-errors";
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
    if (!(observation instanceof Observation.ProviderHealth(ProviderHealthMetrics metrics))
        || metrics.status() == HealthStatus.OFFLINE) {
      return Optional.empty();
    }
    String id = metrics.providerId();
    Instant asOf = metrics.lastProbe().orElse(now);
    String rate = Words.percent(metrics.errorRate());
    return Optional.of(
        limits
            .reached(metrics.errorRate())
            .<Finding>map(
                severity ->
                    new Trouble(
                        id,
                        asOf,
                        severity,
                        "%s of the calls to provider %s fail%s: look at its service and credentials"
                            .formatted(
                                rate, id, metrics.lastError().map(e -> " (" + e + ")").orElse("")),
                        Map.of("errors", rate)))
            .orElseGet(
                () -> new Well(id, asOf, "Calls to provider %s succeed again".formatted(id))));
  }
}

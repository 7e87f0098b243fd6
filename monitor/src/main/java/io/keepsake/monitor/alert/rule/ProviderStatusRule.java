package io.keepsake.monitor.alert.rule;

import io.keepsake.core.spi.alert.Severity;
import io.keepsake.monitor.alert.rule.Finding.Trouble;
import io.keepsake.monitor.alert.rule.Finding.Well;
import io.keepsake.monitor.health.HealthStatus;
import io.keepsake.monitor.health.ProviderHealthMetrics;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A provider is degraded, unhealthy or offline, or worse than that: three rules, of which a worse
 * one mutes the others.
 *
 * @param status from which status on; not healthy
 */
public record ProviderStatusRule(HealthStatus status, Severity severity, Confirmation confirmation)
    implements Rule {

  /**
   * Checks that the status is worth a word.
   *
   * @throws IllegalArgumentException if not
   */
  public ProviderStatusRule {
    if (status == HealthStatus.HEALTHY || severity == Severity.RESOLVED) {
      throw new IllegalArgumentException("A healthy provider is no trouble");
    }
  }

  @Override
  public String name() {
    return name(status);
  }

  /** The name of the rule of a status. */
  static String name(HealthStatus status) {
    return switch (status) {
      case HEALTHY -> throw new IllegalArgumentException("There is no rule of healthy providers");
      case DEGRADED -> "provider-degraded";
      case UNHEALTHY -> "provider-unhealthy";
      case OFFLINE -> "provider-offline";
    };
  }

  /** They tell speed and errors too, so other rules are of no interest beside these. */
  static Set<String> names() {
    return Set.of(
        name(HealthStatus.OFFLINE), name(HealthStatus.UNHEALTHY), name(HealthStatus.DEGRADED));
  }

  @Override
  public Scope scope() {
    return Scope.PROVIDER;
  }

  @Override
  public Set<String> mutedBy() {
    return switch (status) {
      case HEALTHY, OFFLINE -> Set.of();
      case UNHEALTHY -> Set.of(name(HealthStatus.OFFLINE));
      case DEGRADED -> Set.of(name(HealthStatus.OFFLINE), name(HealthStatus.UNHEALTHY));
    };
  }

  @Override
  public Optional<Finding> look(Observation observation, Instant now) {
    if (!(observation instanceof Observation.ProviderHealth(ProviderHealthMetrics metrics))) {
      return Optional.empty();
    }
    String id = metrics.providerId();
    Instant asOf = metrics.lastProbe().orElse(now);
    if (metrics.status().compareTo(status) < 0) {
      return Optional.of(new Well(id, asOf, well(metrics)));
    }
    return Optional.of(new Trouble(id, asOf, severity, trouble(id), facts(metrics)));
  }

  private String well(ProviderHealthMetrics metrics) {
    String id = metrics.providerId();
    if (metrics.healthy()) {
      return "Provider %s is healthy again".formatted(id);
    }
    return "Provider %s is better, though %s"
        .formatted(id, metrics.status() == HealthStatus.DEGRADED ? "degraded" : "unhealthy");
  }

  private String trouble(String id) {
    return switch (status) {
      case HEALTHY -> throw new IllegalStateException("Checked above");
      case DEGRADED ->
          "Provider %s is degraded: it is still used; look at 'keepsake health' if this lasts"
              .formatted(id);
      case UNHEALTHY ->
          "Provider %s fails too often to be relied on: look at 'keepsake health' and at its service"
              .formatted(id);
      case OFFLINE ->
          "Provider %s does not answer: backups go to the others, and it is owed what it misses;"
                  .formatted(id)
              + " check its network, its service and its credentials";
    };
  }

  private static Map<String, String> facts(ProviderHealthMetrics metrics) {
    Map<String, String> facts = new TreeMap<>();
    facts.put("availability", Words.percent(metrics.availabilityPercentage() / 100));
    facts.put("errors", Words.percent(metrics.errorRate()));
    metrics
        .responseTime()
        .ifPresent(
            time -> {
              facts.put("p50", Words.duration(time.p50()));
              facts.put("p95", Words.duration(time.p95()));
            });
    metrics.lastError().ifPresent(error -> facts.put("last error", error));
    metrics.lastSuccess().ifPresent(time -> facts.put("last success", time.toString()));
    return facts;
  }
}

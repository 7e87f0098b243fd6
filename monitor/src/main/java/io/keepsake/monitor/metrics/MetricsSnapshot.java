package io.keepsake.monitor.metrics;

import io.keepsake.core.spi.alert.Severity;
import io.keepsake.monitor.health.ProviderHealthMetrics;
import io.keepsake.monitor.schedule.JobView;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a vault at a moment. All names in it are from the configuration, so there are as
 * many as the user has written down.
 *
 * @param vault which
 * @param version of this program
 * @param time as of when
 * @param providers how each provider fares
 * @param debts what providers are owed; one without debts may be left out
 * @param snapshots what the vault holds; empty if that is not known yet
 * @param jobs what is scheduled
 * @param alerts how many go on of each severity; none if left out
 */
public record MetricsSnapshot(
    String vault,
    String version,
    Instant time,
    List<ProviderHealthMetrics> providers,
    List<DebtFigures> debts,
    Optional<SnapshotFigures> snapshots,
    List<JobView> jobs,
    Map<Severity, Integer> alerts) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if the vault has no name, or alerts are counted that are over
   */
  public MetricsSnapshot {
    if (vault.isBlank()) {
      throw new IllegalArgumentException("A vault has a name");
    }
    if (alerts.containsKey(Severity.RESOLVED)) {
      throw new IllegalArgumentException("What is resolved does not go on");
    }
    providers = List.copyOf(providers);
    debts = List.copyOf(debts);
    jobs = List.copyOf(jobs);
    Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
    counts.putAll(alerts);
    alerts = Map.copyOf(counts);
  }
}

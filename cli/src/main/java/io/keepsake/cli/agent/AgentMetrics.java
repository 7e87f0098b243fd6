package io.keepsake.cli.agent;

import io.keepsake.core.placement.Role;
import io.keepsake.core.spi.alert.Severity;
import io.keepsake.core.vault.Snapshot;
import io.keepsake.core.vault.SnapshotStatus;
import io.keepsake.core.vault.VaultStatus;
import io.keepsake.monitor.alert.AlertCenter;
import io.keepsake.monitor.health.HealthMonitor;
import io.keepsake.monitor.metrics.DebtFigures;
import io.keepsake.monitor.metrics.MetricsSnapshot;
import io.keepsake.monitor.metrics.SnapshotFigures;
import io.keepsake.monitor.schedule.JobView;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What monitoring systems are told of an agent.
 *
 * @param setup of the agent
 * @param health how providers fare
 * @param jobs what is scheduled, as it is now
 * @param picture the vault
 * @param alerts what is wrong
 */
record AgentMetrics(
    AgentSetup setup,
    HealthMonitor health,
    Supplier<List<JobView>> jobs,
    VaultPicture picture,
    AlertCenter alerts)
    implements Supplier<MetricsSnapshot> {

  @Override
  public MetricsSnapshot get() {
    Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
    alerts.listing().alerts().stream()
        .map(each -> each.alert().severity())
        .filter(severity -> severity != Severity.RESOLVED)
        .forEach(severity -> counts.merge(severity, 1, Integer::sum));
    return new MetricsSnapshot(
        setup.vaultName(),
        setup.version(),
        Instant.now(),
        health.metrics(),
        picture.status().map(AgentMetrics::debts).orElse(List.of()),
        picture.status().map(AgentMetrics::snapshots),
        jobs.get(),
        counts);
  }

  private static List<DebtFigures> debts(VaultStatus status) {
    return status.providers().stream()
        .filter(each -> each.traits().role() == Role.ACTIVE)
        .map(each -> new DebtFigures(each.traits().id(), each.missing(), each.owedSince()))
        .toList();
  }

  private static SnapshotFigures snapshots(VaultStatus status) {
    List<Snapshot> all = status.snapshots().stream().map(SnapshotStatus::snapshot).toList();
    Optional<Snapshot> newest = all.stream().max(Comparator.comparing(Snapshot::time));
    return new SnapshotFigures(
        all.size(),
        all.stream().map(Snapshot::time).min(Instant::compareTo),
        newest.map(Snapshot::time),
        newest.stream().mapToLong(each -> each.totals().files()).findFirst(),
        newest.stream().mapToLong(each -> each.totals().bytes()).findFirst());
  }
}

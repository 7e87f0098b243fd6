package io.keepsake.monitor.prometheus;

import io.keepsake.core.spi.alert.Severity;
import io.keepsake.monitor.metrics.DebtFigures;
import io.keepsake.monitor.metrics.MetricsSnapshot;
import io.keepsake.monitor.metrics.SnapshotFigures;
import java.util.List;

/** What a vault holds and owes, and what is wrong. */
record VaultGauges(Gauges gauges) {

  void add(MetricsSnapshot snapshot) {
    gauges.add("version", "Always 1", 1, "version", snapshot.version());
    gauges.add("collected_timestamp_seconds", "When these figures were collected", snapshot.time());
    for (Severity severity : List.of(Severity.WARNING, Severity.CRITICAL)) {
      gauges.add(
          "alerts",
          "Alerts that go on",
          snapshot.alerts().getOrDefault(severity, 0),
          "severity",
          Gauges.word(severity));
    }
    snapshot.debts().forEach(this::add);
    snapshot.snapshots().ifPresent(this::add);
  }

  private void add(DebtFigures debt) {
    String[] labels = {"provider", debt.providerId()};
    gauges.add("debt_objects", "Objects that the provider lacks", debt.objects(), labels);
    debt.oldest()
        .ifPresent(
            time ->
                gauges.add(
                    "debt_oldest_timestamp_seconds",
                    "Since when it lacks the first of them",
                    time,
                    labels));
  }

  private void add(SnapshotFigures figures) {
    gauges.add("snapshots", "Snapshots in the vault", figures.count());
    figures
        .oldest()
        .ifPresent(
            time ->
                gauges.add("snapshot_oldest_timestamp_seconds", "When the first was made", time));
    figures
        .newest()
        .ifPresent(
            time ->
                gauges.add("snapshot_newest_timestamp_seconds", "When the last was made", time));
    figures
        .newestFiles()
        .ifPresent(
            files -> gauges.add("snapshot_newest_files", "Files in the last snapshot", files));
    figures
        .newestBytes()
        .ifPresent(
            bytes -> gauges.add("snapshot_newest_bytes", "Size of the files in the last", bytes));
  }
}

package io.keepsake.monitor.dashboard.web;

import io.keepsake.monitor.dashboard.DashboardState;
import io.keepsake.monitor.dashboard.Headline;
import io.keepsake.monitor.dashboard.SnapshotCounts;
import io.keepsake.monitor.health.HealthSummary;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** The parts of a state that are told apart when something changes. */
enum Section {
  /** How all stands, in words and figures. */
  STATUS,
  /** How each provider fares. */
  PROVIDERS,
  /** How many snapshots there are, and the newest. */
  SNAPSHOTS,
  /** What providers lack. */
  DEBTS,
  /** What is wrong, or was. */
  ALERTS,
  /** What runs. */
  JOBS,
  /** What will run. */
  SCHEDULES;

  /** What is compared in order to know whether it has changed. */
  Object of(DashboardState state) {
    return switch (this) {
      case STATUS -> status(state);
      case PROVIDERS -> state.providers();
      case SNAPSHOTS -> state.snapshots();
      case DEBTS -> state.debts();
      case ALERTS -> state.alerts();
      case JOBS -> state.jobs();
      case SCHEDULES -> state.schedules();
    };
  }

  /** Its name in the API. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Writes it as one JSON value. */
  void write(JsonGenerator json, DashboardState state) {
    switch (this) {
      case STATUS -> StatusJson.write(json, state);
      case PROVIDERS -> ProviderJson.write(json, state.providers());
      case SNAPSHOTS -> SnapshotJson.write(json, state.snapshots(), 0, SnapshotJson.FIRST);
      case DEBTS -> ListJson.debts(json, state.debts());
      case ALERTS -> ListJson.alerts(json, state.alerts());
      case JOBS -> ListJson.jobs(json, state.jobs());
      case SCHEDULES -> ListJson.schedules(json, state.schedules());
    }
  }

  private static Object status(DashboardState state) {
    HealthSummary summary = state.summary();
    HealthSummary timeless =
        new HealthSummary(
            summary.totalProviders(),
            summary.healthyProviders(),
            summary.degradedProviders(),
            summary.offlineProviders(),
            summary.averageResponseTime(),
            summary.overallHealthScore(),
            summary.activeAlerts(),
            Instant.EPOCH);
    return List.of(
        state.version(),
        state.vaultId(),
        timeless,
        Headline.of(state),
        SnapshotCounts.of(state.snapshots()),
        state.debts());
  }
}

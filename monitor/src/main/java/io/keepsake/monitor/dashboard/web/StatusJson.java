package io.keepsake.monitor.dashboard.web;

import io.keepsake.monitor.dashboard.DashboardState;
import io.keepsake.monitor.dashboard.Debt;
import io.keepsake.monitor.dashboard.Headline;
import io.keepsake.monitor.dashboard.SnapshotCounts;
import io.keepsake.monitor.health.HealthSummary;
import tools.jackson.core.JsonGenerator;

/** How all stands. */
final class StatusJson {

  private StatusJson() {}

  static void write(JsonGenerator json, DashboardState state) {
    json.writeStartObject();
    json.writeStringProperty("program", state.version());
    json.writeStringProperty("vault", state.vaultId());
    headline(json, Headline.of(state));
    summary(json, state.summary());
    json.writeName("snapshots");
    json.writeStartObject();
    counts(json, SnapshotCounts.of(state.snapshots()));
    json.writeEndObject();
    json.writeNumberProperty("owedObjects", state.debts().stream().mapToLong(Debt::objects).sum());
    json.writeNumberProperty("owedBytes", state.debts().stream().mapToLong(Debt::bytes).sum());
    json.writeEndObject();
  }

  private static void headline(JsonGenerator json, Headline headline) {
    json.writeObjectPropertyStart("headline");
    JsonText.word(json, "level", headline.level());
    json.writeStringProperty("sentence", headline.sentence());
    JsonText.strings(json, "details", headline.details());
    json.writeEndObject();
  }

  private static void summary(JsonGenerator json, HealthSummary summary) {
    json.writeObjectPropertyStart("summary");
    json.writeNumberProperty("totalProviders", summary.totalProviders());
    json.writeNumberProperty("healthyProviders", summary.healthyProviders());
    json.writeNumberProperty("degradedProviders", summary.degradedProviders());
    json.writeNumberProperty("offlineProviders", summary.offlineProviders());
    summary
        .averageResponseTime()
        .ifPresent(time -> JsonText.seconds(json, "averageResponseTimeSeconds", time));
    json.writeNumberProperty("overallHealthScore", summary.overallHealthScore());
    json.writeNumberProperty("activeAlerts", summary.activeAlerts());
    json.writeEndObject();
  }

  /** Writes how many snapshots are kept how well into the open object. */
  static void counts(JsonGenerator json, SnapshotCounts counts) {
    json.writeNumberProperty("total", counts.total());
    json.writeNumberProperty("full", counts.full());
    json.writeNumberProperty("degraded", counts.degraded());
    json.writeNumberProperty("failed", counts.failed());
    JsonText.time(json, "newest", counts.newest());
  }
}

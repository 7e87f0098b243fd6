package io.keepsake.monitor.dashboard.web;

import io.keepsake.core.placement.Verdict;
import io.keepsake.monitor.dashboard.SnapshotCard;
import io.keepsake.monitor.dashboard.SnapshotCounts;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Snapshots: how many there are, and some of them. */
final class SnapshotJson {

  /** How many are told unless more are asked for. */
  static final int FIRST = 20;

  private SnapshotJson() {}

  static void write(JsonGenerator json, List<SnapshotCard> snapshots, int offset, int limit) {
    json.writeStartObject();
    StatusJson.counts(json, SnapshotCounts.of(snapshots));
    json.writeNumberProperty("offset", offset);
    json.writeName("rows");
    JsonText.objects(
        json, snapshots.stream().skip(offset).limit(limit).toList(), SnapshotJson::snapshot);
    json.writeEndObject();
  }

  private static void snapshot(JsonGenerator json, SnapshotCard card) {
    Verdict verdict = card.verdict();
    json.writeStringProperty("id", card.id());
    JsonText.time(json, "time", card.time());
    json.writeStringProperty("host", card.host());
    JsonText.strings(json, "paths", card.paths());
    JsonText.map(json, "labels", card.labels());
    JsonText.strings(json, "copies", card.copies());
    JsonText.word(json, "verdict", verdict.level());
    json.writeNumberProperty("copiesWanted", verdict.policy().copies());
    json.writeNumberProperty("regions", verdict.regions());
    json.writeNumberProperty("regionsWanted", verdict.policy().regions());
  }
}

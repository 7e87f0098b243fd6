package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Human;
import io.keepsake.cli.output.JsonShapes;
import io.keepsake.cli.output.Table;
import io.keepsake.core.retention.Candidate;
import io.keepsake.core.retention.Decision;
import io.keepsake.core.retention.RetentionPlan;
import io.keepsake.core.vault.ForgetResult;
import io.keepsake.core.vault.SnapshotId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** What a policy keeps and why, and what came of it, for people and for programs. */
final class RetentionAnswers {

  private RetentionAnswers() {}

  /** A table for each group. */
  static void tell(Answer answer, RetentionPlan plan) {
    Map<String, List<Decision>> groups = new LinkedHashMap<>();
    plan.decisions()
        .forEach(each -> groups.computeIfAbsent(each.group(), _ -> new ArrayList<>()).add(each));
    groups.forEach(
        (group, decisions) -> {
          answer.line(group);
          table(decisions).lines().forEach(answer::line);
          answer.line("");
        });
  }

  private static Table table(List<Decision> decisions) {
    Table table = new Table("", "ID", "TIME", "HOST", "WHY");
    for (Decision each : decisions) {
      Candidate snapshot = each.candidate();
      table.row(
          each.kept() ? "keep" : "remove",
          abbreviated(snapshot),
          Human.time(snapshot.time()),
          snapshot.host(),
          each.kept() ? String.join("; ", each.reasons()) : "no rule keeps it");
    }
    return table;
  }

  static String abbreviated(Candidate snapshot) {
    return new SnapshotId(snapshot.id()).abbreviated();
  }

  static void write(JsonGenerator json, RetentionPlan plan) {
    json.writeArrayPropertyStart("snapshots");
    for (Decision each : plan.decisions()) {
      json.writeStartObject();
      json.writeStringProperty("id", each.candidate().id());
      JsonShapes.time(json, "time", each.candidate().time());
      json.writeStringProperty("host", each.candidate().host());
      json.writeStringProperty("group", each.group());
      json.writeBooleanProperty("kept", each.kept());
      JsonShapes.strings(json, "reasons", each.reasons());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void write(JsonGenerator json, ForgetResult result) {
    JsonShapes.strings(
        json, "forgotten", result.forgotten().stream().map(SnapshotId::hex).toList());
    JsonShapes.strings(json, "held", result.held().stream().map(SnapshotId::hex).toList());
    json.writeNumberProperty("finishedFromBefore", result.finished());
    JsonShapes.map(json, "pendingProviders", result.pending());
  }

  /** What was done, in one sentence. */
  static String summary(ForgetResult result) {
    StringBuilder text =
        new StringBuilder(
            Human.count(result.forgotten().size(), "snapshot", "snapshots") + " forgotten");
    if (result.finished() > 0) {
      text.append("; ")
          .append(Human.count(result.finished(), "snapshot", "snapshots"))
          .append(" forgotten before taken from providers that still had ")
          .append(result.finished() == 1 ? "it" : "some");
    }
    if (!result.held().isEmpty()) {
      text.append("; ")
          .append(Human.count(result.held().size(), "snapshot stays", "snapshots stay"))
          .append(", held at the same moment");
    }
    if (!result.pending().isEmpty()) {
      text.append("; the next 'keepsake forget' takes them from ")
          .append(String.join(", ", result.pending().keySet()));
    }
    return text.toString();
  }
}

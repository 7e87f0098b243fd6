package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Human;
import io.keepsake.core.vault.ErasureResult;
import io.keepsake.core.vault.Snapshot;
import io.keepsake.core.vault.SnapshotId;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/** What is said of erasures. */
final class EraseAnswers {

  private EraseAnswers() {}

  static String text(Map<String, String> labels) {
    return new TreeMap<>(labels)
        .entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(" and "));
  }

  static void tell(Answer answer, ErasureResult result, Collection<Snapshot> others) {
    answer.line(
        "%s erased, %s deleted"
            .formatted(
                Human.count(result.erased().size(), "snapshot", "snapshots"),
                Human.count(result.packs(), "pack", "packs")));
    if (!result.held().isEmpty()) {
      answer.line(
          Human.count(result.held().size(), "snapshot was", "snapshots were")
              + " held meanwhile, and stay");
    }
    answer.line(
        "%s of theirs that no other snapshot has: gone from everything that is listed"
            .formatted(Human.count(result.gone(), "part", "parts")));
    if (result.shared() > 0) {
      answer.line(
          "%s that other snapshots have too: kept"
              .formatted(Human.count(result.shared(), "part", "parts")));
    }
    answer.line(
        result.proven() && others.isEmpty()
            ? "nothing of it is left at any provider"
            : "something of it may be left: run 'keepsake prune --max-unused 0%' later");
  }

  static void write(JsonGenerator json, String property, Collection<SnapshotId> ids) {
    json.writeArrayPropertyStart(property);
    ids.forEach(id -> json.writeString(id.hex()));
    json.writeEndArray();
  }

  static void write(JsonGenerator json, ErasureResult result) {
    write(json, "erased", result.erased());
    write(json, "held", result.held());
    json.writeNumberProperty("packs", result.packs());
    json.writeNumberProperty("partsGone", result.gone());
    json.writeNumberProperty("partsShared", result.shared());
    json.writeBooleanProperty("proven", result.proven());
    SessionAnswers.write(json, "waitingFor", result.waitingFor());
    json.writeObjectPropertyStart("pending");
    result.pending().forEach(json::writeStringProperty);
    json.writeEndObject();
  }
}

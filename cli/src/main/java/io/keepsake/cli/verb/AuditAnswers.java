package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Human;
import io.keepsake.cli.output.JsonShapes;
import io.keepsake.cli.output.Table;
import io.keepsake.core.vault.AuditOutcome;
import io.keepsake.core.vault.AuditedRecord;
import io.keepsake.core.vault.SnapshotId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/** What commands about the audit trail answer. */
final class AuditAnswers {

  private AuditAnswers() {}

  static void show(List<AuditedRecord> records, Answer answer) {
    if (records.isEmpty()) {
      answer.line("no records");
    } else {
      table(records).lines().forEach(answer::line);
    }
    answer
        .document()
        .ifPresent(
            json -> {
              json.writeArrayPropertyStart("records");
              records.forEach(record -> write(json, record));
              json.writeEndArray();
            });
  }

  private static Table table(List<AuditedRecord> records) {
    Table table = new Table("TIME", "HOST", "USER", "ACTION", "RESULT", "SNAPSHOT", "WHAT");
    for (AuditedRecord record : records) {
      table.row(
          Human.time(record.time()),
          record.host(),
          record.user(),
          record.action(),
          record.outcome().equals(AuditOutcome.BEGUN.word()) ? "no end known" : record.outcome(),
          record.snapshot().map(SnapshotId::abbreviated).orElse("-"),
          what(record));
    }
    return table;
  }

  private static String what(AuditedRecord record) {
    Stream<String> counts =
        record.counts().entrySet().stream()
            .filter(entry -> entry.getValue() > 0)
            .map(entry -> Human.count(entry.getValue()) + " " + entry.getKey());
    Stream<String> details =
        record.details().entrySet().stream().map(entry -> entry.getKey() + " " + entry.getValue());
    Stream<String> providers =
        record.providers().isEmpty()
            ? Stream.empty()
            : Stream.of("at " + String.join(" ", record.providers()));
    return Stream.of(details, counts, providers)
        .flatMap(part -> part)
        .collect(Collectors.joining("; "));
  }

  /** Writes a record as an object. */
  static void write(JsonGenerator json, AuditedRecord record) {
    json.writeStartObject();
    json.writeStringProperty("writer", record.writer());
    json.writeNumberProperty("number", record.number());
    JsonShapes.time(json, "time", record.time());
    json.writeStringProperty("host", record.host());
    json.writeStringProperty("user", record.user());
    json.writeStringProperty("program", record.program());
    json.writeStringProperty("action", record.action());
    json.writeStringProperty("outcome", record.outcome());
    record.begun().ifPresent(number -> json.writeNumberProperty("begun", number));
    record.snapshot().ifPresent(id -> json.writeStringProperty("snapshot", id.hex()));
    JsonShapes.strings(json, "providers", record.providers());
    json.writeObjectPropertyStart("counts");
    record.counts().forEach(json::writeNumberProperty);
    json.writeEndObject();
    JsonShapes.map(json, "details", record.details());
    json.writeStringProperty("place", record.place().name().toLowerCase(Locale.ROOT));
    json.writeStringProperty("line", record.line());
    json.writeEndObject();
  }
}

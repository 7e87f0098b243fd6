package io.keepsake.cli.verb;

import io.keepsake.core.vault.AuditedRecord;
import io.keepsake.core.vault.SnapshotId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Audit records as a table for spreadsheets: RFC 4180. */
final class AuditTable {

  private static final List<String> HEADINGS =
      List.of(
          "time",
          "host",
          "user",
          "action",
          "outcome",
          "snapshot",
          "providers",
          "counts",
          "details",
          "program",
          "writer",
          "number",
          "begun",
          "place",
          "sha256");

  private AuditTable() {}

  /** The lines, the headings first. */
  static List<String> lines(List<AuditedRecord> records) {
    List<String> lines = new ArrayList<>();
    lines.add(line(HEADINGS));
    records.forEach(record -> lines.add(line(cells(record))));
    return lines;
  }

  private static List<String> cells(AuditedRecord record) {
    return List.of(
        record.time().toString(),
        record.host(),
        record.user(),
        record.action(),
        record.outcome(),
        record.snapshot().map(SnapshotId::hex).orElse(""),
        String.join(" ", record.providers()),
        pairs(record.counts()),
        pairs(record.details()),
        record.program(),
        record.writer(),
        Long.toString(record.number()),
        record.begun().isPresent() ? Long.toString(record.begun().getAsLong()) : "",
        record.place().name().toLowerCase(Locale.ROOT),
        record.hash());
  }

  private static String pairs(Map<String, ?> map) {
    return map.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining("; "));
  }

  private static String line(List<String> cells) {
    return cells.stream().map(AuditTable::cell).collect(Collectors.joining(","));
  }

  /** A cell in quotes. One that a spreadsheet would take for a formula becomes text. */
  private static String cell(String text) {
    boolean formula = Stream.of("=", "+", "-", "@", "\t", "\r").anyMatch(text::startsWith);
    return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
  }
}

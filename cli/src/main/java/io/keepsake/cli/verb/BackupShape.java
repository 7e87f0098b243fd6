package io.keepsake.cli.verb;

import io.keepsake.cli.output.JsonShapes;
import io.keepsake.core.placement.Verdict;
import io.keepsake.core.vault.BackupResult;
import java.time.Duration;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** The document of {@code backup --json}. */
final class BackupShape {

  private BackupShape() {}

  /** The level of a verdict in one word. */
  static String word(Verdict verdict) {
    return verdict.level().name().toLowerCase(Locale.ROOT);
  }

  static void write(JsonGenerator json, BackupResult result, Duration took) {
    json.writeObjectPropertyStart("snapshot");
    JsonShapes.snapshot(json, result.snapshot());
    json.writeEndObject();
    json.writeNumberProperty("filesUnchanged", result.filesUnchanged());
    json.writeNumberProperty("filesRead", result.filesRead());
    json.writeNumberProperty("bytesRead", result.bytesRead());
    json.writeNumberProperty("bytesStored", result.bytesStored());
    json.writeNumberProperty("newChunks", result.newChunks());
    json.writeStringProperty("verdict", word(result.verdict()));
    json.writeNumberProperty("copies", result.verdict().copies());
    json.writeNumberProperty("regions", result.verdict().regions());
    JsonShapes.strings(json, "completeStores", result.completeStores());
    JsonShapes.map(json, "droppedStores", result.droppedStores());
    json.writeNumberProperty("seconds", took.toMillis() / 1000.0);
  }
}

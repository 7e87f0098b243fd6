package io.keepsake.cli.verb;

import io.keepsake.cli.output.JsonShapes;
import io.keepsake.core.vault.BackupResult;
import java.time.Duration;
import tools.jackson.core.JsonGenerator;

/** The document of {@code backup --json}. */
final class BackupShape {

  private BackupShape() {}

  static void write(JsonGenerator json, BackupResult result, Duration took) {
    json.writeObjectPropertyStart("snapshot");
    JsonShapes.snapshot(json, result.snapshot());
    json.writeEndObject();
    json.writeNumberProperty("filesUnchanged", result.filesUnchanged());
    json.writeNumberProperty("filesRead", result.filesRead());
    json.writeNumberProperty("bytesRead", result.bytesRead());
    json.writeNumberProperty("bytesStored", result.bytesStored());
    json.writeNumberProperty("newChunks", result.newChunks());
    JsonShapes.strings(json, "completeStores", result.completeStores());
    JsonShapes.map(json, "droppedStores", result.droppedStores());
    json.writeNumberProperty("seconds", took.toMillis() / 1000.0);
  }
}

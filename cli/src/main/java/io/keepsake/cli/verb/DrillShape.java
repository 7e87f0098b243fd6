package io.keepsake.cli.verb;

import io.keepsake.cli.output.JsonShapes;
import io.keepsake.core.vault.FailoverResult;
import io.keepsake.core.vault.FailoverResult.Compared;
import io.keepsake.core.vault.FailoverResult.Mismatch;
import io.keepsake.core.vault.FailoverResult.Recovery;
import io.keepsake.core.vault.FailoverResult.Scope;
import io.keepsake.core.vault.FailoverResult.Step;
import java.time.Duration;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** A drill for programs. */
final class DrillShape {

  private DrillShape() {}

  /** Writes the properties of a drill into the open object. */
  static void write(JsonGenerator json, FailoverResult result) {
    json.writeStringProperty("verdict", result.passed() ? "passed" : "failed");
    json.writeStringProperty("sentence", result.sentence());
    JsonShapes.time(json, "time", result.time());
    JsonShapes.strings(json, "without", result.cut());
    JsonShapes.strings(json, "remaining", result.remaining());
    JsonShapes.map(json, "unusable", result.unusable());
    result
        .snapshot()
        .ifPresent(
            snapshot -> {
              json.writeObjectPropertyStart("snapshot");
              JsonShapes.snapshot(json, snapshot);
              json.writeEndObject();
            });
    scope(json, result.scope());
    json.writeArrayPropertyStart("steps");
    for (Step step : result.steps()) {
      json.writeStartObject();
      json.writeStringProperty("step", step.stage().name().toLowerCase(Locale.ROOT));
      seconds(json, "seconds", step.took());
      json.writeEndObject();
    }
    json.writeEndArray();
    compared(json, result.compared());
    json.writeNumberProperty("mismatches", result.mismatchCount());
    json.writeArrayPropertyStart("mismatched");
    for (Mismatch each : result.mismatches()) {
      json.writeStartObject();
      json.writeStringProperty("path", each.path());
      json.writeStringProperty("problem", each.problem());
      json.writeEndObject();
    }
    json.writeEndArray();
    result.recovery().ifPresent(recovery -> recovery(json, recovery));
  }

  private static void scope(JsonGenerator json, Scope scope) {
    json.writeNumberProperty("files", scope.files());
    json.writeNumberProperty("bytes", scope.bytes());
    scope.seed().ifPresent(seed -> json.writeNumberProperty("seed", seed));
    JsonShapes.strings(json, "tooLarge", scope.leftOut());
  }

  private static void compared(JsonGenerator json, Compared compared) {
    json.writeNumberProperty("filesCompared", compared.files());
    json.writeNumberProperty("bytesCompared", compared.bytes());
    json.writeNumberProperty("liveFilesCompared", compared.liveFiles());
    json.writeNumberProperty("liveBytesCompared", compared.liveBytes());
    json.writeNumberProperty("filesNotReadable", compared.unreadable());
  }

  private static void recovery(JsonGenerator json, Recovery recovery) {
    seconds(json, "recoverySeconds", recovery.toLastByte());
    seconds(json, "estimatedRecoverySeconds", recovery.whole());
    seconds(json, "dataAgeSeconds", recovery.dataAge());
  }

  private static void seconds(JsonGenerator json, String property, Duration took) {
    json.writeNumberProperty(property, took.toMillis() / 1000.0);
  }
}

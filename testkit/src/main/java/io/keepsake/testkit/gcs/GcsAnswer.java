package io.keepsake.testkit.gcs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the server answers.
 *
 * @param status the HTTP status
 * @param headers what goes with it
 * @param body the bytes, of which only the remaining ones count
 */
record GcsAnswer(int status, Map<String, String> headers, ByteBuffer body) {

  static GcsAnswer empty(int status) {
    return new GcsAnswer(status, new LinkedHashMap<>(), ByteBuffer.allocate(0));
  }

  static GcsAnswer json(int status, Map<String, ?> object) {
    return new GcsAnswer(
        status,
        new LinkedHashMap<>(Map.of("Content-Type", "application/json; charset=UTF-8")),
        ByteBuffer.wrap(Json.write(object).getBytes(StandardCharsets.UTF_8)));
  }

  static GcsAnswer bytes(int status, ByteBuffer body) {
    return new GcsAnswer(
        status, new LinkedHashMap<>(Map.of("Content-Type", "application/octet-stream")), body);
  }

  static GcsAnswer failure(GcsFailure failure) {
    Map<String, Object> detail =
        Map.of("message", failure.getMessage(), "domain", "global", "reason", failure.reason());
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", failure.status());
    error.put("message", failure.getMessage());
    error.put("errors", List.of(detail));
    return json(failure.status(), Map.of("error", error));
  }

  GcsAnswer header(String name, String value) {
    headers.put(name, value);
    return this;
  }
}

package io.keepsake.testkit.gcs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Several requests in one, each part of the body holding one, and the answers likewise. The headers
 * of the whole hold for each request that has not its own, the token among them.
 */
final class GcsBatch {

  private static final int MOST = 100;

  private GcsBatch() {}

  static GcsAnswer handle(GcsRequest request, Function<GcsRequest, GcsAnswer> each)
      throws IOException {
    List<GcsMultipart> parts =
        GcsMultipart.split(
            request.header("content-type").orElse(""), request.body().readAllBytes());
    if (parts.size() > MOST) {
      throw GcsFailure.invalid("The batch request may contain at most %d calls.".formatted(MOST));
    }
    StringBuilder out = new StringBuilder();
    for (GcsMultipart part : parts) {
      String id = part.headers().getOrDefault("content-id", "");
      out.append("--batch_answer\r\nContent-Type: application/http\r\n");
      if (!id.isEmpty()) {
        out.append("Content-ID: ").append(id.replaceFirst("^<?", "<response-")).append("\r\n");
      }
      out.append("\r\n");
      append(out, each.apply(inner(part.text(), request)));
    }
    ByteBuffer body =
        ByteBuffer.wrap(
            out.append("--batch_answer--\r\n").toString().getBytes(StandardCharsets.UTF_8));
    return GcsAnswer.bytes(200, body)
        .header("Content-Type", "multipart/mixed; boundary=batch_answer");
  }

  private static GcsRequest inner(String text, GcsRequest outer) {
    String[] halves = text.split("\r?\n\r?\n", 2);
    String[] lines = halves[0].split("\r?\n", -1);
    String[] first = lines[0].split(" ", -1);
    Map<String, String> headers = new HashMap<>(outer.headers());
    for (String line : lines) {
      int colon = line.indexOf(": ");
      if (colon > 0) {
        headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 2));
      }
    }
    byte[] body = (halves.length > 1 ? halves[1] : "").getBytes(StandardCharsets.UTF_8);
    return GcsRequest.of(first[0], URI.create(first[1]), headers, new ByteArrayInputStream(body));
  }

  private static void append(StringBuilder out, GcsAnswer answer) {
    String body = StandardCharsets.UTF_8.decode(answer.body().duplicate()).toString();
    out.append(
        "HTTP/1.1 %d %s\r\n".formatted(answer.status(), answer.status() < 300 ? "OK" : "No"));
    answer.headers().forEach((name, value) -> out.append(name + ": " + value + "\r\n"));
    out.append("Content-Length: %d\r\n\r\n%s\r\n".formatted(body.length(), body));
  }
}

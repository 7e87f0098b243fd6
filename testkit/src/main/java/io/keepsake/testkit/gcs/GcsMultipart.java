package io.keepsake.testkit.gcs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One part of a body of several, as RFC 2046 writes them.
 *
 * @param headers by their names in lower case
 * @param body the part's bytes
 */
record GcsMultipart(Map<String, String> headers, ByteBuffer body) {

  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");

  /** Takes a body apart. Fails with 400 if it does not end as it should. */
  static List<GcsMultipart> split(String contentType, byte[] body) {
    Matcher matcher = BOUNDARY.matcher(contentType);
    if (!matcher.find()) {
      throw GcsFailure.invalid("No boundary in " + contentType);
    }
    byte[] delimiter = ("--" + matcher.group(1)).getBytes(StandardCharsets.UTF_8);
    List<GcsMultipart> parts = new ArrayList<>();
    int start = find(body, delimiter, 0) + delimiter.length;
    while (!startsWith(body, start, "--")) {
      int end = find(body, delimiter, start);
      if (end < 0 || start < delimiter.length) {
        throw GcsFailure.invalid("The multipart body ends too early.");
      }
      parts.add(part(body, lineEnd(body, start), end));
      start = end + delimiter.length;
    }
    return parts;
  }

  private static GcsMultipart part(byte[] body, int start, int end) {
    Map<String, String> headers = new LinkedHashMap<>();
    int position = start;
    while (true) {
      int next = lineEnd(body, position);
      String line = new String(body, position, next - position, StandardCharsets.UTF_8).strip();
      position = next;
      if (line.isEmpty()) {
        break;
      }
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip());
    }
    int last = startsWith(body, end - 2, "\r\n") ? end - 2 : end;
    return new GcsMultipart(
        headers, ByteBuffer.wrap(body, position, Math.max(last - position, 0)).slice());
  }

  String text() {
    return StandardCharsets.UTF_8.decode(body.duplicate()).toString();
  }

  private static int lineEnd(byte[] body, int start) {
    int end = start;
    while (end < body.length && body[end] != '\n') {
      end++;
    }
    if (end == body.length) {
      throw GcsFailure.invalid("The multipart body ends too early.");
    }
    return end + 1;
  }

  private static boolean startsWith(byte[] body, int start, String text) {
    return start >= 0
        && start + text.length() <= body.length
        && new String(body, start, text.length(), StandardCharsets.ISO_8859_1).equals(text);
  }

  private static int find(byte[] body, byte[] wanted, int from) {
    for (int i = from; i <= body.length - wanted.length; i++) {
      int match = 0;
      while (match < wanted.length && body[i + match] == wanted[match]) {
        match++;
      }
      if (match == wanted.length && (i == 0 || body[i - 1] == '\n')) {
        return i;
      }
    }
    return -1;
  }
}

package io.keepsake.testkit.gcs;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A request, of its own or inside a batch.
 *
 * @param method GET, POST and so on
 * @param path the decoded segments of the path
 * @param query the decoded parameters
 * @param headers by their names in lower case
 * @param body to be read once
 */
record GcsRequest(
    String method,
    List<String> path,
    Map<String, String> query,
    Map<String, String> headers,
    InputStream body) {

  static GcsRequest of(String method, URI uri, Map<String, String> headers, InputStream body) {
    return new GcsRequest(method, path(uri.getRawPath()), query(uri.getRawQuery()), headers, body);
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name));
  }

  Optional<Long> number(String name) {
    return parameter(name).map(Long::valueOf);
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  String text() throws IOException {
    return new String(body.readAllBytes(), StandardCharsets.UTF_8);
  }

  private static List<String> path(String raw) {
    return Stream.of(raw.split("/", -1))
        .filter(segment -> !segment.isEmpty())
        .map(segment -> decode(segment.replace("+", "%2B")))
        .toList();
  }

  static Map<String, String> query(String raw) {
    Map<String, String> query = new HashMap<>();
    if (raw != null) {
      for (String pair : raw.split("&", -1)) {
        int equal = pair.indexOf('=');
        String name = equal < 0 ? pair : pair.substring(0, equal);
        query.put(decode(name), equal < 0 ? "" : decode(pair.substring(equal + 1)));
      }
    }
    return query;
  }

  private static String decode(String raw) {
    return URLDecoder.decode(raw, StandardCharsets.UTF_8);
  }
}

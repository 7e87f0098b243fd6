package io.keepsake.testkit.alert;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request that an {@link HttpReceiver} got.
 *
 * @param method such as {@code POST}
 * @param target path and query
 * @param headers the first of each name, whose case does not count
 * @param body in UTF-8
 */
public record HttpNotice(String method, URI target, Map<String, String> headers, String body) {

  /** Copies the headers. */
  public HttpNotice {
    Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(headers);
    headers = copy;
  }

  /** A header; empty if it is missing. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }
}

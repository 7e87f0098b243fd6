package io.keepsake.alerts.outlet;

import java.util.Map;

/**
 * What is sent to a web service.
 *
 * @param method {@code POST} or {@code GET}; with the latter the body is left out
 * @param contentType of the body
 * @param body sent in UTF-8
 * @param headers more of them, by name
 */
public record HttpMessage(
    String method, String contentType, String body, Map<String, String> headers) {

  /** Copies the headers. */
  public HttpMessage {
    headers = Map.copyOf(headers);
  }

  /** A POST of JSON without more headers. */
  public static HttpMessage json(String body) {
    return new HttpMessage("POST", "application/json; charset=utf-8", body, Map.of());
  }

  /** Without the body and the values of headers. */
  @Override
  public String toString() {
    return "HttpMessage[%s, %s, %d characters, %s]"
        .formatted(method, contentType, body.length(), headers.keySet());
  }
}

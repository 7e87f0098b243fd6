package io.keepsake.provider.local.webdav;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is asked of the server.
 *
 * @param method such as {@code PROPFIND}
 * @param target the path on the server as {@link Hrefs#encode} writes it
 * @param headers more than the usual ones
 * @param body XML, or nothing
 */
record WebdavRequest(String method, String target, Map<String, String> headers, String body) {

  /** Copies the headers. */
  WebdavRequest {
    headers = Map.copyOf(headers);
  }

  /** A request with neither headers nor body. */
  static WebdavRequest of(String method, String target) {
    return new WebdavRequest(method, target, Map.of(), "");
  }

  /** The same with one header more. */
  WebdavRequest with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new WebdavRequest(method, target, more, body);
  }

  /** The same with a body. */
  WebdavRequest with(String xml) {
    return new WebdavRequest(method, target, headers, xml)
        .with("Content-Type", "application/xml; charset=utf-8");
  }
}

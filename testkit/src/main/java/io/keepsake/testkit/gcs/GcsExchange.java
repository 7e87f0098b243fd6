package io.keepsake.testkit.gcs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Between the JDK's HTTP server and the requests and answers here. */
final class GcsExchange {

  private static final int SLICE = 64 << 10;

  private GcsExchange() {}

  static GcsRequest request(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    headers.put("x-scheme", exchange instanceof HttpsExchange ? "https" : "http");
    InputStream body = exchange.getRequestBody();
    if ("gzip".equals(headers.get("content-encoding"))) {
      body = new GZIPInputStream(body);
    }
    return GcsRequest.of(exchange.getRequestMethod(), exchange.getRequestURI(), headers, body);
  }

  static void send(HttpExchange exchange, GcsAnswer answer) throws IOException {
    answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    ByteBuffer body = answer.body().duplicate();
    boolean bodiless = answer.status() == 204 || answer.status() == 304;
    exchange.sendResponseHeaders(
        answer.status(), bodiless || !body.hasRemaining() ? -1 : body.remaining());
    if (body.hasRemaining()) {
      byte[] slice = new byte[Math.min(SLICE, body.remaining())];
      try (OutputStream out = exchange.getResponseBody()) {
        while (body.hasRemaining()) {
          int count = Math.min(slice.length, body.remaining());
          body.get(slice, 0, count);
          out.write(slice, 0, count);
        }
      }
    }
  }
}

package io.keepsake.monitor.dashboard.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What a visitor asks for.
 *
 * @param method such as {@code GET}
 * @param path as it came, with its escapes
 * @param query as it came; empty if there is none
 * @param headers all of them
 * @param body not read yet
 * @param sender the other end of the connection, which may be a proxy
 */
record Request(
    String method,
    String path,
    String query,
    Headers headers,
    InputStream body,
    InetSocketAddress sender) {

  private static final int MOST_BODY = 8_192;

  static Request of(HttpExchange exchange) {
    return new Request(
        exchange.getRequestMethod(),
        Optional.ofNullable(exchange.getRequestURI().getRawPath()).orElse(""),
        Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""),
        exchange.getRequestHeaders(),
        exchange.getRequestBody(),
        exchange.getRemoteAddress());
  }

  /** A header that came exactly once; empty if it did not come. Several are refused. */
  Optional<String> header(String name) {
    List<String> values = headers.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw Refusal.badRequest("The header " + name + " came more than once");
    }
    return values.stream().findFirst();
  }

  /** A number from the query; {@code fallback} if it is not there. */
  long number(String name, long fallback, long most) {
    return field(query, name).map(text -> number(name, text, 0, most)).orElse(fallback);
  }

  private static long number(String name, String text, long least, long most) {
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, as one that is out of its bounds.
    }
    throw Refusal.badRequest("'%s' is a number from %d to %d".formatted(name, least, most));
  }

  /** The body, which is a form; it can be read once. */
  Form form() throws IOException {
    byte[] bytes = body.readNBytes(MOST_BODY + 1);
    if (bytes.length > MOST_BODY) {
      throw Refusal.badRequest("The form is too large");
    }
    return new Form(new String(bytes, StandardCharsets.US_ASCII));
  }

  /**
   * What was filled in.
   *
   * @param text as it came
   */
  record Form(String text) {

    /** A field; empty if it is not there. */
    Optional<String> field(String name) {
      return Request.field(text, name);
    }

    /** A number that has to be there. */
    long number(String name, long least, long most) {
      return Request.number(name, field(name).orElse(""), least, most);
    }
  }

  private static Optional<String> field(String form, String name) {
    for (String pair : form.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals >= 0 && pair.substring(0, equals).equals(name)) {
        return Optional.of(decode(pair.substring(equals + 1)));
      }
    }
    return Optional.empty();
  }

  /** The text of a part of a URL or a form. */
  static String decode(String escaped) {
    try {
      return URLDecoder.decode(escaped, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest("The request has an escape that is none");
    }
  }
}

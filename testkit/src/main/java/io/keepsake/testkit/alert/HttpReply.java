package io.keepsake.testkit.alert;

import java.util.Map;

/**
 * What an {@link HttpReceiver} answers.
 *
 * @param status the code
 * @param headers by name
 * @param body text; what follows it is told by the length
 * @param length whether the body has an end
 */
public record HttpReply(int status, Map<String, String> headers, String body, Length length) {

  /** Whether a body has an end. */
  public enum Length {
    /** It ends with its text. */
    WHOLE,
    /** After the text nothing comes, and the connection stays open until the receiver is closed. */
    ENDLESS
  }

  /** Copies the headers. */
  public HttpReply {
    headers = Map.copyOf(headers);
  }

  /** A code and nothing else. */
  public static HttpReply of(int status) {
    return of(status, "");
  }

  /** A code and a text. */
  public static HttpReply of(int status, String body) {
    return new HttpReply(status, Map.of(), body, Length.WHOLE);
  }

  /** A code and a header. */
  public static HttpReply with(int status, String header, String value) {
    return new HttpReply(status, Map.of(header, value), "", Length.WHOLE);
  }

  /** A code and a body that never ends. */
  public static HttpReply endless(int status) {
    return new HttpReply(status, Map.of(), "beginning", Length.ENDLESS);
  }
}

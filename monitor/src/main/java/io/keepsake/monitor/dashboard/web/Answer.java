package io.keepsake.monitor.dashboard.web;

import java.util.ArrayList;
import java.util.List;

/**
 * What a visitor gets.
 *
 * @param status such as 200
 * @param type its media type
 * @param body text, sent in UTF-8; may be empty
 * @param headers beside those that every answer has
 */
record Answer(int status, String type, String body, List<Header> headers) {

  private static final String TEXT = "text/plain; charset=utf-8";

  /** One header. */
  record Header(String name, String value) {}

  Answer {
    headers = List.copyOf(headers);
  }

  static Answer of(String type, String body) {
    return new Answer(200, type, body, List.of());
  }

  static Answer text(int status, String sentence) {
    return new Answer(status, TEXT, sentence + "\n", List.of());
  }

  /** Sends the browser elsewhere, with GET. */
  static Answer seeOther(String place) {
    return text(303, "See " + place).with("Location", place);
  }

  Answer with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Answer(status, type, body, more);
  }

  Answer withStatus(int other) {
    return new Answer(other, type, body, headers);
  }
}

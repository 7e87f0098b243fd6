package io.keepsake.core.format;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON of which each value has one form only, so that it can be hashed: RFC 8785, of objects,
 * arrays, text and integers.
 */
final class CanonicalJson {

  private CanonicalJson() {}

  /**
   * The text of a value.
   *
   * @param value maps with text for keys, lists, text, and whole numbers of less than 2^53
   */
  static String of(Object value) {
    StringBuilder text = new StringBuilder();
    write(text, value);
    return text.toString();
  }

  private static void write(StringBuilder text, Object value) {
    switch (value) {
      case Map<?, ?> map -> object(text, map);
      case List<?> list -> array(text, list);
      case String string -> string(text, string);
      case Long number -> text.append(number.longValue());
      default -> throw new IllegalArgumentException("No canonical form: " + value.getClass());
    }
  }

  private static void object(StringBuilder text, Map<?, ?> map) {
    TreeMap<String, Object> sorted = new TreeMap<>(); // by UTF-16 code units, as the RFC asks
    map.forEach((key, value) -> sorted.put((String) key, value));
    String separator = "{";
    for (Map.Entry<String, Object> entry : sorted.entrySet()) {
      text.append(separator);
      string(text, entry.getKey());
      write(text.append(':'), entry.getValue());
      separator = ",";
    }
    text.append(map.isEmpty() ? "{}" : "}");
  }

  private static void array(StringBuilder text, List<?> list) {
    String separator = "[";
    for (Object item : list) {
      write(text.append(separator), item);
      separator = ",";
    }
    text.append(list.isEmpty() ? "[]" : "]");
  }

  private static void string(StringBuilder text, String string) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\b' -> text.append("\\b");
        case '\f' -> text.append("\\f");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (c < 0x20) {
            text.append("\\u%04x".formatted((int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }
}

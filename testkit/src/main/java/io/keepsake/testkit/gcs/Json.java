package io.keepsake.testkit.gcs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads and writes JSON as maps, lists, strings, numbers and booleans; null members are left out.
 */
final class Json {

  private static final String ESCAPES = "\"\\/bfnrt";
  private static final String ESCAPED = "\"\\/\b\f\n\r\t";

  private final String text;
  private int position;

  private Json(String text) {
    this.text = text;
  }

  /** The members of an object. Throws {@link GcsFailure} 400 if it is none. */
  static Map<String, Object> object(String text) {
    Json json = new Json(text.isBlank() ? "{}" : text);
    try {
      return json.members();
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw GcsFailure.invalid("Parse Error at " + json.position);
    }
  }

  /** A string member, or what to take where it is missing. */
  static String string(Map<String, ?> object, String name, String missing) {
    return object.get(name) instanceof String value ? value : missing;
  }

  static String write(Object value) {
    StringBuilder out = new StringBuilder();
    append(out, value);
    return out.toString();
  }

  private static void append(StringBuilder out, Object value) {
    switch (value) {
      case Map<?, ?> map -> {
        String comma = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          append(out.append(comma), String.valueOf(entry.getKey()));
          append(out.append(':'), entry.getValue());
          comma = ",";
        }
        out.append(map.isEmpty() ? "{}" : "}");
      }
      case List<?> list -> {
        String comma = "[";
        for (Object each : list) {
          append(out.append(comma), each);
          comma = ",";
        }
        out.append(list.isEmpty() ? "[]" : "]");
      }
      case String string -> quote(out, string);
      default -> out.append(value);
    }
  }

  private static void quote(StringBuilder out, String string) {
    out.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      int escape = c == '/' ? -1 : ESCAPED.indexOf(c);
      if (escape >= 0) {
        out.append('\\').append(ESCAPES.charAt(escape));
      } else if (c < 0x20) {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private Object value() {
    return switch (peek()) {
      case '{' -> members();
      case '[' -> elements();
      case '"' -> quoted();
      default -> word();
    };
  }

  private Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    expect('{');
    while (peek() != '}') {
      String name = quoted();
      expect(':');
      Object value = value();
      if (value != Word.NULL) {
        members.put(name, value);
      }
      comma('}');
    }
    position++;
    return members;
  }

  private List<Object> elements() {
    List<Object> elements = new ArrayList<>();
    expect('[');
    while (peek() != ']') {
      elements.add(value());
      comma(']');
    }
    position++;
    return elements;
  }

  private String quoted() {
    expect('"');
    StringBuilder out = new StringBuilder();
    while (text.charAt(position) != '"') {
      char c = text.charAt(position++);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      char escape = text.charAt(position++);
      if (escape == 'u') {
        out.append((char) Integer.parseInt(text.substring(position, position + 4), 16));
        position += 4;
      } else {
        out.append(ESCAPED.charAt(ESCAPES.indexOf(escape)));
      }
    }
    position++;
    return out.toString();
  }

  private Object word() {
    int start = position;
    while (position < text.length() && ",]} \r\n\t".indexOf(text.charAt(position)) < 0) {
      position++;
    }
    String word = text.substring(start, position);
    return switch (word) {
      case "null" -> Word.NULL;
      case "true", "false" -> Boolean.valueOf(word);
      default -> word.contains(".") ? (Object) Double.valueOf(word) : (Object) Long.valueOf(word);
    };
  }

  private char peek() {
    while (Character.isWhitespace(text.charAt(position))) {
      position++;
    }
    return text.charAt(position);
  }

  private void expect(char c) {
    if (peek() != c) {
      throw new IllegalArgumentException("No " + c);
    }
    position++;
  }

  private void comma(char end) {
    if (peek() != end) {
      expect(',');
    }
  }

  private enum Word {
    NULL
  }
}

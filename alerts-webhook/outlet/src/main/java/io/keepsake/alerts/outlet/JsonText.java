package io.keepsake.alerts.outlet;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes maps, lists, strings, whole numbers and booleans as JSON. */
public final class JsonText {

  private static final JsonFactory JSON = new JsonFactory();

  private JsonText() {}

  /**
   * A value as JSON, an object's members in the order of the map.
   *
   * @throws IllegalArgumentException if there is something else in it
   */
  public static String of(Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      write(json, value);
    }
    return text.toString();
  }

  /** A string as it stands between the quotes of JSON. */
  public static String escaped(String text) {
    String quoted = of(text);
    return quoted.substring(1, quoted.length() - 1);
  }

  /** Whether a text is one JSON value and nothing else. */
  public static boolean isJson(String text) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
      boolean any = json.nextToken() != null;
      json.skipChildren();
      return any && json.nextToken() == null;
    } catch (tools.jackson.core.JacksonException e) {
      return false;
    }
  }

  private static void write(JsonGenerator json, Object value) {
    switch (value) {
      case Map<?, ?> map -> {
        json.writeStartObject();
        map.forEach(
            (name, member) -> {
              json.writeName(String.valueOf(name));
              write(json, member);
            });
        json.writeEndObject();
      }
      case List<?> list -> {
        json.writeStartArray();
        list.forEach(element -> write(json, element));
        json.writeEndArray();
      }
      case String string -> json.writeString(string);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Boolean truth -> json.writeBoolean(truth);
      default -> throw new IllegalArgumentException("Not for JSON: " + value.getClass());
    }
  }
}

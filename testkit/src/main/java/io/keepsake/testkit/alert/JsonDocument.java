package io.keepsake.testkit.alert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON as maps, lists, strings, numbers and booleans, strictly. */
public final class JsonDocument {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final JsonParser json;

  private JsonDocument(JsonParser json) {
    this.json = json;
  }

  /**
   * An object's members, in their order.
   *
   * @throws AssertionError if the text is anything else, says null anywhere, or repeats a member
   */
  public static Map<String, Object> object(String text) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      JsonDocument document = new JsonDocument(parser);
      parser.nextToken();
      Object value = document.value();
      if (parser.nextToken() != null) {
        throw new AssertionError("More than one value: " + text);
      }
      return members(value);
    } catch (JacksonException e) {
      throw new AssertionError("No JSON: " + text, e);
    }
  }

  /** A value that must be an object. */
  public static Map<String, Object> members(Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new AssertionError("No object: " + value);
    }
    Map<String, Object> members = new LinkedHashMap<>();
    map.forEach((name, member) -> members.put((String) name, member));
    return members;
  }

  /** A value that must be a list of objects. */
  public static List<Map<String, Object>> objects(Object value) {
    return elements(value).stream().map(JsonDocument::members).toList();
  }

  /** A value that must be a list. */
  public static List<Object> elements(Object value) {
    if (!(value instanceof List<?> list)) {
      throw new AssertionError("No list: " + value);
    }
    return List.copyOf(list);
  }

  private Object value() {
    JsonToken token = json.currentToken();
    return switch (token) {
      case START_OBJECT -> members();
      case START_ARRAY -> elements();
      case VALUE_STRING -> json.getString();
      case VALUE_NUMBER_INT -> json.getLongValue();
      case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case null, default -> throw new AssertionError("Not expected: " + token);
    };
  }

  private Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      members.put(name, value());
    }
    return members;
  }

  private List<Object> elements() {
    List<Object> elements = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value());
    }
    return elements;
  }
}

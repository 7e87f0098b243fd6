package io.keepsake.monitor.alert.store;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * An object of a JSON document, with fields by name. Each accessor throws an {@link
 * IllegalArgumentException} that names the field if it is missing or of another kind.
 */
final class Fields {

  private static final JsonFactory JSON = new JsonFactory();

  private final Map<String, Object> values;

  private Fields(Map<String, Object> values) {
    this.values = values;
  }

  /** A reader of one object. May throw {@link IllegalArgumentException}. */
  interface Shape<T> {
    T read(Fields fields);
  }

  /**
   * Reads a document.
   *
   * @throws IOException if it is not what the shape wants: damaged
   */
  static <T> T read(byte[] bytes, Shape<T> shape) throws IOException {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
      require(json.nextToken() == JsonToken.START_OBJECT, "An object was expected");
      Fields fields = new Fields(object(json));
      require(json.nextToken() == null, "Something follows the end");
      return shape.read(fields);
    } catch (JacksonException | DateTimeException | ArithmeticException e) {
      throw new IOException(firstLine(e), e);
    } catch (IllegalArgumentException e) {
      throw new IOException(firstLine(e), e);
    }
  }

  private static String firstLine(RuntimeException e) {
    return Optional.ofNullable(e.getMessage())
        .flatMap(text -> text.lines().findFirst())
        .orElse(e.getClass().getSimpleName());
  }

  private static void require(boolean isSo, String otherwise) {
    if (!isSo) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  private static Map<String, Object> object(JsonParser json) {
    Map<String, Object> values = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      require(values.put(name, value(json, json.nextToken())) == null, "Twice: " + name);
    }
    require(json.currentToken() == JsonToken.END_OBJECT, "An object does not end");
    return values;
  }

  private static Object value(JsonParser json, JsonToken token) {
    return switch (token) {
      case START_OBJECT -> new Fields(object(json));
      case START_ARRAY -> array(json);
      case VALUE_STRING -> json.getString();
      case VALUE_NUMBER_INT -> json.getLongValue();
      default -> throw new IllegalArgumentException("A value of no known kind: " + token);
    };
  }

  private static List<Object> array(JsonParser json) {
    List<Object> values = new ArrayList<>();
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      require(token != null, "An array does not end");
      values.add(value(json, token));
    }
    return values;
  }

  private <T> Optional<T> optional(String name, Class<T> kind) {
    Object value = values.get(name);
    require(value == null || kind.isInstance(value), "Of the wrong kind: " + name);
    return Optional.ofNullable(kind.cast(value));
  }

  private <T> T required(String name, Class<T> kind) {
    return optional(name, kind).orElseThrow(() -> new IllegalArgumentException("Missing: " + name));
  }

  String text(String name) {
    return required(name, String.class);
  }

  Optional<String> optionalText(String name) {
    return optional(name, String.class);
  }

  Instant time(String name) {
    return Instant.parse(text(name));
  }

  Optional<Instant> optionalTime(String name) {
    return optionalText(name).map(Instant::parse);
  }

  long number(String name) {
    return required(name, Long.class);
  }

  Optional<Long> optionalNumber(String name) {
    return optional(name, Long.class);
  }

  <E extends Enum<E>> E word(String name, Class<E> kind) {
    return Enum.valueOf(kind, text(name).toUpperCase(Locale.ROOT));
  }

  <T> T object(String name, Shape<T> shape) {
    return shape.read(required(name, Fields.class));
  }

  <T> Optional<T> optionalObject(String name, Shape<T> shape) {
    return optional(name, Fields.class).map(shape::read);
  }

  <T> List<T> objects(String name, Shape<T> shape) {
    List<T> all = new ArrayList<>();
    for (Object each : required(name, List.class)) {
      require(each instanceof Fields, "Of the wrong kind: in " + name);
      all.add(shape.read((Fields) each));
    }
    return all;
  }

  List<String> texts(String name) {
    List<String> all = new ArrayList<>();
    for (Object each : required(name, List.class)) {
      require(each instanceof String, "Of the wrong kind: in " + name);
      all.add((String) each);
    }
    return all;
  }

  Optional<List<String>> optionalTexts(String name) {
    return optional(name, List.class).map(_ -> texts(name));
  }

  Map<String, String> map(String name) {
    Fields fields = required(name, Fields.class);
    Map<String, String> all = new LinkedHashMap<>();
    fields.values.keySet().forEach(key -> all.put(key, fields.text(key)));
    return all;
  }
}

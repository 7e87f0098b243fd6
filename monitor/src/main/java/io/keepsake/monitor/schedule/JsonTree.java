package io.keepsake.monitor.schedule;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A value read from JSON.
 *
 * @param value a map, a list or the text of anything else
 */
record JsonTree(Object value) {

  /** What is read is not what should be there. */
  static final class Unexpected extends Exception {

    private static final long serialVersionUID = 1;

    Unexpected(String message) {
      super(message);
    }
  }

  static JsonTree read(byte[] bytes) throws Unexpected {
    try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), bytes)) {
      json.nextToken();
      Object value = value(json);
      if (json.nextToken() != null) {
        throw new Unexpected("something follows its end");
      }
      return new JsonTree(value);
    } catch (JacksonException e) {
      throw new Unexpected("it is no whole JSON document");
    }
  }

  private static Object value(JsonParser json) throws Unexpected {
    JsonToken token = json.currentToken();
    if (token == JsonToken.START_OBJECT) {
      Map<String, Object> map = new LinkedHashMap<>();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        json.nextToken();
        map.put(name, value(json));
      }
      return map;
    }
    if (token == JsonToken.START_ARRAY) {
      List<Object> list = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        list.add(value(json));
      }
      return list;
    }
    if (token == null) {
      throw new Unexpected("it is empty");
    }
    return json.getString();
  }

  Optional<JsonTree> find(String field) throws Unexpected {
    if (value instanceof Map<?, ?> map) {
      return Optional.ofNullable(map.get(field)).map(JsonTree::new);
    }
    throw new Unexpected("an object should be where there is none");
  }

  JsonTree at(String field) throws Unexpected {
    return find(field).orElseThrow(() -> new Unexpected("its field '" + field + "' is missing"));
  }

  Map<String, JsonTree> fields() throws Unexpected {
    if (value instanceof Map<?, ?> map) {
      Map<String, JsonTree> fields = new LinkedHashMap<>();
      map.forEach((name, field) -> fields.put(name.toString(), new JsonTree(field)));
      return fields;
    }
    throw new Unexpected("an object should be where there is none");
  }

  List<JsonTree> items() throws Unexpected {
    if (value instanceof List<?> list) {
      return list.stream().map(item -> new JsonTree(item)).toList();
    }
    throw new Unexpected("a list should be where there is none");
  }

  String text() throws Unexpected {
    if (value instanceof String text) {
      return text;
    }
    throw new Unexpected("a text should be where there is none");
  }

  long number() throws Unexpected {
    try {
      return Long.parseLong(text());
    } catch (NumberFormatException e) {
      throw new Unexpected("'" + text() + "' is no number");
    }
  }

  Instant time() throws Unexpected {
    try {
      return Instant.parse(text());
    } catch (DateTimeException e) {
      throw new Unexpected("'" + text() + "' is no time");
    }
  }

  Optional<Instant> findTime(String field) throws Unexpected {
    Optional<JsonTree> found = find(field);
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get().time());
  }
}

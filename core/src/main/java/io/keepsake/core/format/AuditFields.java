package io.keepsake.core.format;

import io.keepsake.core.format.AuditRecord.Actor;
import io.keepsake.core.format.AuditRecord.Deed;
import io.keepsake.core.format.AuditRecord.Link;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The fields of an audit record's line, as they are parsed. */
final class AuditFields {

  private final Map<String, String> texts = new TreeMap<>();
  private final Map<String, Long> numbers = new TreeMap<>();
  private final SortedMap<String, Long> counts = new TreeMap<>();
  private final SortedMap<String, String> details = new TreeMap<>();
  private final SortedMap<String, String> seen = new TreeMap<>();
  private final List<String> providers = new ArrayList<>();

  private AuditFields() {}

  /**
   * Parses a line. That a name comes twice, or in the wrong place, shows when it is written again.
   *
   * @throws FormatException if it is not JSON of this form
   */
  static AuditFields read(byte[] line) throws FormatException {
    AuditFields fields = new AuditFields();
    try (JsonParser json =
        JsonFactory.builder().build().createParser(ObjectReadContext.empty(), line)) {
      require(json.nextToken() == JsonToken.START_OBJECT);
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        json.nextToken();
        fields.read(name, json);
      }
      require(json.nextToken() == null);
      return fields;
    } catch (JacksonException e) {
      throw new FormatException("an audit record is not JSON");
    }
  }

  private void read(String name, JsonParser json) throws FormatException {
    switch (name) {
      case "counts" -> {
        require(json.currentToken() == JsonToken.START_OBJECT);
        while (json.nextToken() != JsonToken.END_OBJECT) {
          String key = json.currentName();
          json.nextToken();
          counts.put(key, number(json));
        }
      }
      case "details" -> texts(json, details);
      case "seen" -> texts(json, seen);
      case "providers" -> {
        require(json.currentToken() == JsonToken.START_ARRAY);
        while (json.nextToken() != JsonToken.END_ARRAY) {
          providers.add(text(json));
        }
      }
      case "begun", "format", "number" -> numbers.put(name, number(json));
      default -> texts.put(name, text(json));
    }
  }

  private static void texts(JsonParser json, Map<String, String> into) throws FormatException {
    require(json.currentToken() == JsonToken.START_OBJECT);
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String key = json.currentName();
      json.nextToken();
      into.put(key, text(json));
    }
  }

  private static String text(JsonParser json) throws FormatException {
    require(json.currentToken() == JsonToken.VALUE_STRING);
    return json.getString();
  }

  private static long number(JsonParser json) throws FormatException {
    require(json.currentToken() == JsonToken.VALUE_NUMBER_INT);
    return json.getLongValue();
  }

  private static void require(boolean condition) throws FormatException {
    if (!condition) {
      throw new FormatException("an audit record has a field that is not of its form");
    }
  }

  /** The record that they tell. */
  AuditRecord record() throws FormatException {
    if (number("format") != 1) {
      throw new FormatException("an audit record has a format unknown here");
    }
    return new AuditRecord(
        new Link(
            new VaultId(text("vault")),
            text("writer"),
            number("number"),
            Hash.ofHex(text("previous")),
            seen),
        Instant.parse(text("time")),
        new Actor(text("user"), text("host"), text("program")),
        new Deed(
            text("action"),
            text("outcome"),
            numbers.containsKey("begun") ? OptionalLong.of(number("begun")) : OptionalLong.empty(),
            Optional.ofNullable(texts.get("snapshot")).map(Hash::ofHex),
            providers,
            counts,
            details));
  }

  private String text(String name) throws FormatException {
    return Optional.ofNullable(texts.get(name))
        .orElseThrow(() -> new FormatException("an audit record lacks '" + name + "'"));
  }

  private long number(String name) throws FormatException {
    return Optional.ofNullable(numbers.get(name))
        .orElseThrow(() -> new FormatException("an audit record lacks '" + name + "'"));
  }
}

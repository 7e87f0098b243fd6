package io.keepsake.monitor.health;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads what a {@link HealthFile} wrote. Everything in it is a number or a list of numbers. */
final class SavedReading {

  private final JsonParser json;

  private SavedReading(JsonParser json) {
    this.json = json;
  }

  /**
   * Reads a whole file.
   *
   * @throws tools.jackson.core.JacksonException if it is no JSON
   * @throws IllegalArgumentException if it is of another version, or says something else
   */
  static Map<String, SavedHealth> read(byte[] bytes, int version) {
    try (JsonParser json =
        JsonFactory.builder().build().createParser(ObjectReadContext.empty(), bytes)) {
      return new SavedReading(json).file(version);
    }
  }

  private Map<String, SavedHealth> file(int version) {
    Map<String, SavedHealth> providers = new LinkedHashMap<>();
    require(JsonToken.START_OBJECT);
    requireProperty("version");
    long found = number();
    if (found != version) {
      throw new IllegalArgumentException("it is of version " + found + ", not " + version);
    }
    requireProperty("providers");
    require(JsonToken.START_OBJECT);
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      providers.put(json.currentName(), provider());
    }
    require(JsonToken.END_OBJECT);
    return providers;
  }

  private SavedHealth provider() {
    Map<String, Long> numbers = new HashMap<>();
    Map<String, List<Long>> lists = new HashMap<>();
    require(JsonToken.START_OBJECT);
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      if (json.nextToken() == JsonToken.START_ARRAY) {
        lists.put(name, list());
      } else {
        numbers.put(name, json.getLongValue());
      }
    }
    return new SavedHealth(
        new SavedHealth.Track(
            SavedHealth.status(of(numbers, "status")),
            Math.toIntExact(of(numbers, "failedInRow")),
            Math.toIntExact(of(numbers, "unansweredInRow")),
            Math.toIntExact(of(numbers, "succeededInRow")),
            of(numbers, "wasOut") != 0,
            Instant.ofEpochMilli(of(numbers, "back")),
            Instant.ofEpochMilli(of(numbers, "countsFrom"))),
        Optional.ofNullable(numbers.get("lastProbe")).map(Instant::ofEpochMilli),
        Optional.ofNullable(numbers.get("lastSuccess")).map(Instant::ofEpochMilli),
        of(lists, "calls"),
        of(lists, "probes"),
        of(lists, "minutes"),
        of(lists, "hours"));
  }

  private List<Long> list() {
    List<Long> numbers = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      numbers.add(json.getLongValue());
    }
    return numbers;
  }

  private static <T> T of(Map<String, T> values, String name) {
    return Optional.ofNullable(values.get(name))
        .orElseThrow(() -> new IllegalArgumentException("it has no " + name));
  }

  private long number() {
    require(JsonToken.VALUE_NUMBER_INT);
    return json.getLongValue();
  }

  private void requireProperty(String name) {
    require(JsonToken.PROPERTY_NAME);
    if (!json.currentName().equals(name)) {
      throw new IllegalArgumentException("it has no " + name);
    }
  }

  private void require(JsonToken expected) {
    JsonToken found = json.nextToken();
    if (found != expected) {
      throw new IllegalArgumentException("it has %s for %s".formatted(found, expected));
    }
  }
}

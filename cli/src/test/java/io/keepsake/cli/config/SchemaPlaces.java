package io.keepsake.cli.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** A vault file for each key that a schema knows, right but for VALUE in the place of its value. */
final class SchemaPlaces {

  /** What has to be beside a key, where something has to. */
  private static final Map<String, String> REQUIRED =
      Map.of(
          "id", "a",
          "url", "./a",
          "type", "slack",
          "name", "a",
          "at", "hourly",
          "run", "b",
          "providers", "[{id: a, url: ./a}]");

  /** What a schedule does, if the key is about that one. */
  private static final Map<String, String> VERBS =
      Map.of(
          "backup", "[b]",
          "verify", "data",
          "repair", "data",
          "drill", "each",
          "forget", "policy");

  private final Map<String, String> places = new TreeMap<>();

  private SchemaPlaces() {}

  /** The files by the paths of the keys. */
  static Map<String, String> of(JsonNode schema) {
    SchemaPlaces all = new SchemaPlaces();
    all.add(schema, "", "PART");
    return all.places;
  }

  /** Adds the keys of a section, which stands in the place of PART in the file. */
  private void add(JsonNode section, String path, String file) {
    for (String key : names(section.path("properties"))) {
      JsonNode value = section.path("properties").path(key);
      String here = path + "/" + key;
      String beside = beside(section, key);
      places.put(here, file.replace("PART", "{" + key + ": VALUE" + beside + "}"));
      String around = file.replace("PART", "{" + key + ": PART" + beside + "}");
      for (JsonNode part : parts(value)) {
        add(part, here, around);
        add(part.path("items"), here, around.replace("PART", "[PART]"));
      }
    }
  }

  private static List<JsonNode> parts(JsonNode value) {
    return value.has("anyOf")
        ? StreamSupport.stream(value.path("anyOf").spliterator(), false).toList()
        : List.of(value);
  }

  private static String beside(JsonNode section, String key) {
    Set<String> names =
        StreamSupport.stream(section.path("required").spliterator(), false)
            .map(JsonNode::asString)
            .filter(name -> !name.equals(key))
            .collect(Collectors.toCollection(TreeSet::new));
    String text =
        names.stream()
            .map(name -> ", " + name + ": " + REQUIRED.get(name))
            .collect(Collectors.joining());
    if (section.has("oneOf") && !VERBS.containsKey(key)) {
      String verb = section.path("dependencies").path(key).path(0).asString("backup");
      text += ", " + verb + ": " + VERBS.get(verb);
    }
    return text;
  }

  private static List<String> names(JsonNode properties) {
    return properties.properties().stream().map(Map.Entry::getKey).toList();
  }
}

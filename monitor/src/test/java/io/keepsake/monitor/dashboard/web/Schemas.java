package io.keepsake.monitor.dashboard.web;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** As much of OpenAPI's schemas as the dashboard's description uses. */
final class Schemas {

  private final Map<String, Object> document;

  Schemas(Map<String, Object> document) {
    this.document = document;
  }

  /** The schema of an answer in JSON. */
  Map<String, Object> answer(String path, String method, String status) {
    Map<String, Object> operation =
        JsonTree.map(JsonTree.map(JsonTree.map(document, "paths"), path), method);
    Map<String, Object> response = JsonTree.map(JsonTree.map(operation, "responses"), status);
    return JsonTree.map(
        JsonTree.map(JsonTree.map(response, "content"), "application/json"), "schema");
  }

  /** Names of all fields that a component describes, as {@code Component.field}. */
  Set<String> fields() {
    Map<String, Object> all = JsonTree.map(JsonTree.map(document, "components"), "schemas");
    Set<String> fields = new TreeSet<>();
    for (String name : all.keySet()) {
      JsonTree.map(JsonTree.map(all, name), "properties")
          .keySet()
          .forEach(field -> fields.add(name + "." + field));
    }
    return fields;
  }

  /**
   * Holds a value against its schema.
   *
   * @param where what the value is, for the problems
   * @param seen takes the fields of components that the value has
   */
  void check(
      String where,
      Object value,
      Map<String, Object> schema,
      List<String> problems,
      Set<String> seen) {
    if (schema.get("$ref") instanceof String reference) {
      String name = reference.substring(reference.lastIndexOf('/') + 1);
      Map<String, Object> all = JsonTree.map(JsonTree.map(document, "components"), "schemas");
      if (value instanceof Map<?, ?> object) {
        object.keySet().forEach(field -> seen.add(name + "." + field));
      }
      check(where, value, JsonTree.map(all, name), problems, seen);
      return;
    }
    String type = String.valueOf(schema.get("type"));
    if (!fits(value, type)) {
      problems.add("%s is no %s: %s".formatted(where, type, value));
    } else if (schema.containsKey("enum") && !JsonTree.list(schema, "enum").contains(value)) {
      problems.add("%s is none of its words: %s".formatted(where, value));
    } else if (value instanceof List<?> list) {
      list.forEach(
          each -> check(where + "[]", each, JsonTree.map(schema, "items"), problems, seen));
    } else if (value instanceof Map<?, ?> object && !schema.isEmpty()) {
      checkObject(where, object, schema, problems, seen);
    }
  }

  private static boolean fits(Object value, String type) {
    return switch (type) {
      case "object" -> value instanceof Map;
      case "array" -> value instanceof List;
      case "string" -> value instanceof String;
      case "integer" -> value instanceof Long;
      case "number" -> value instanceof Number;
      case "boolean" -> value instanceof Boolean;
      default -> false;
    };
  }

  private void checkObject(
      String where,
      Map<?, ?> object,
      Map<String, Object> schema,
      List<String> problems,
      Set<String> seen) {
    Map<String, Object> properties = JsonTree.map(schema, "properties");
    Map<String, Object> others = JsonTree.map(schema, "additionalProperties");
    for (Map.Entry<?, ?> member : object.entrySet()) {
      String name = String.valueOf(member.getKey());
      if (properties.containsKey(name)) {
        Map<String, Object> inner = JsonTree.map(properties, name);
        check(where + "." + name, member.getValue(), inner, problems, seen);
      } else if (!others.isEmpty()) {
        check(where + "." + name, member.getValue(), others, problems, seen);
      } else if (!properties.isEmpty()) {
        problems.add(where + "." + name + " is not described");
      }
    }
    for (Object required : JsonTree.list(schema, "required")) {
      if (!object.containsKey(String.valueOf(required))) {
        problems.add(where + " lacks " + required);
      }
    }
  }
}

package io.keepsake.cli.config;

import io.keepsake.cli.config.shape.Keys;
import io.keepsake.cli.config.shape.Shape;
import io.keepsake.cli.secret.SecretReferences;
import io.keepsake.core.spi.options.OptionNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;

/**
 * A JSON Schema of vault files, draft 7, which is what editors know best. It is made of what the
 * reader itself goes by; see {@link Shape} for what it leaves to the reader.
 */
public final class VaultFileSchema {

  private static final String PLACE_WITHOUT_SCHEME = "^(?![A-Za-z][A-Za-z0-9+.-]+:)";

  private VaultFileSchema() {}

  /**
   * The schema, as maps, lists, texts, numbers and truth values.
   *
   * @param stores options of storage plugins by URL scheme
   * @param sinks options of alert sinks by type
   */
  public static SequencedMap<String, Object> of(
      SortedMap<String, OptionNames> stores, SortedMap<String, OptionNames> sinks) {
    SequencedMap<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.put("title", "Keepsake vault file");
    schema.putAll(new Shape.Part(() -> VaultFile.KEYS).schema());
    List<Object> byScheme = new ArrayList<>();
    stores.forEach(
        (scheme, names) ->
            byScheme.add(
                rule("url", Map.of("pattern", place(scheme)), ProviderSection.KEYS, names)));
    inItems(part(part(schema, "properties"), "providers"), byScheme);
    List<Object> byType = new ArrayList<>();
    sinks.forEach(
        (type, names) ->
            byType.add(rule("type", Map.of("const", type), AlertsSection.SINK_KEYS, names)));
    SequencedMap<String, Object> alerts = part(part(schema, "properties"), "alerts");
    inItems(part(part(alerts, "properties"), "sinks"), byType);
    return schema;
  }

  @SuppressWarnings("unchecked") // made above, of such maps
  private static SequencedMap<String, Object> part(SequencedMap<String, Object> of, String key) {
    return (SequencedMap<String, Object>) of.get(key);
  }

  private static void inItems(SequencedMap<String, Object> list, List<Object> rules) {
    if (!rules.isEmpty()) {
      part(list, "items").put("allOf", rules);
    }
  }

  /** What a URL of a scheme looks like, whose letters may be large; a directory is a file's. */
  private static String place(String scheme) {
    StringBuilder pattern = new StringBuilder("^");
    for (int i = 0; i < scheme.length(); i++) {
      String small = scheme.substring(i, i + 1);
      String large = small.toUpperCase(Locale.ROOT);
      pattern.append('[').append(small).append(small.equals(large) ? "" : large).append(']');
    }
    pattern.append(':');
    return scheme.equals("file") ? PLACE_WITHOUT_SCHEME + "|" + pattern : pattern.toString();
  }

  private static SequencedMap<String, Object> rule(
      String key, Map<String, Object> value, Keys known, OptionNames names) {
    SequencedMap<String, Object> properties = new LinkedHashMap<>();
    known.names().forEach(name -> properties.put(name, true));
    for (String plain : names.plain()) {
      properties.putIfAbsent(plain, Keys.option());
      properties.putIfAbsent(plain + SecretReferences.ENDING, Keys.option());
    }
    for (String secret : names.secrets()) {
      properties.putIfAbsent(secret, plainSecret(secret));
      properties.putIfAbsent(secret + "-file", Keys.option());
      properties.putIfAbsent(secret + "-env", Keys.option());
      properties.putIfAbsent(secret + SecretReferences.ENDING, Keys.option());
    }
    SequencedMap<String, Object> then = new LinkedHashMap<>();
    then.put("properties", properties);
    then.put("additionalProperties", false);
    SequencedMap<String, Object> condition = new LinkedHashMap<>();
    condition.put("properties", Map.of(key, value));
    condition.put("required", List.of(key));
    SequencedMap<String, Object> rule = new LinkedHashMap<>();
    rule.put("if", condition);
    rule.put("then", then);
    return rule;
  }

  /** Read, but offered by no editor that knows these two keywords. */
  private static SequencedMap<String, Object> plainSecret(String name) {
    SequencedMap<String, Object> option = Keys.option();
    option.put("doNotSuggest", true);
    option.put(
        "deprecationMessage",
        "A secret in plain text; use '%s-secret', '%s-file' or '%s-env'."
            .formatted(name, name, name));
    return option;
  }
}

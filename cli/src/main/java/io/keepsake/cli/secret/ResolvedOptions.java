package io.keepsake.cli.secret;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Options whose secrets were looked up.
 *
 * @param plain those that are no secrets
 * @param stored the secrets by the options they are for
 * @param chosen which of their values was taken, for the same options
 */
record ResolvedOptions(
    Map<String, String> plain, Map<String, StoredSecret> stored, Map<String, Generation> chosen) {

  private static final int TELLING = 4;

  /** Copies the maps. */
  ResolvedOptions {
    plain = Map.copyOf(plain);
    stored = Map.copyOf(stored);
    chosen = Map.copyOf(chosen);
  }

  /** All of them, for a plugin. */
  Map<String, String> forPlugin() {
    Map<String, String> all = new TreeMap<>(plain);
    chosen.forEach((option, generation) -> all.put(option, generation.text()));
    return all;
  }

  /** The secrets of which an older value was taken, by name. */
  List<SecretName> older() {
    List<SecretName> names = new ArrayList<>();
    stored.forEach(
        (option, secret) -> {
          if (!secret.newest().equals(chosen.get(option)) && !names.contains(secret.name())) {
            names.add(secret.name());
          }
        });
    return names.stream().sorted().toList();
  }

  /** Whether a provider has accepted all of these secrets' newest values before. */
  boolean provenAt(String mark) {
    return stored.values().stream().allMatch(secret -> secret.newest().acceptedBy().contains(mark));
  }

  /** Whether the values are those of another lookup. */
  boolean sameValues(ResolvedOptions other) {
    return chosen.keySet().equals(other.chosen.keySet())
        && chosen.entrySet().stream()
            .allMatch(
                each -> {
                  Generation there = other.chosen.get(each.getKey());
                  return there != null && there.value().equals(each.getValue().value());
                });
  }

  /** Whether a text holds a value; of what is shorter than four characters that is not told. */
  boolean areToldBy(String text) {
    return chosen.values().stream()
        .map(Generation::text)
        .anyMatch(value -> value.length() >= TELLING && text.contains(value));
  }

  /** A text without the values. */
  String hidden(String text) {
    String hidden = text;
    for (Generation each : chosen.values()) {
      String value = each.text();
      hidden = value.length() >= TELLING ? hidden.replace(value, "***") : hidden;
    }
    return hidden;
  }

  /** Without values. */
  @Override
  public String toString() {
    return "ResolvedOptions[plain=%s, stored=%s]".formatted(plain.keySet(), stored.keySet());
  }
}

package io.keepsake.cli.config.shape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/** The keys of a section: what each is for, and what its value may be. Immutable. */
public final class Keys {

  /** Keys of a section where any may be. */
  public static final Keys ANY = new Keys(new LinkedHashMap<>(), Others.OPTIONS);

  private enum Others {
    REFUSED,
    OPTIONS
  }

  private enum Presence {
    REQUIRED,
    OPTIONAL
  }

  private record Key(Shape shape, String meaning, Presence presence) {}

  private final SequencedMap<String, Key> keys;
  private final Others others;
  private List<String> choice = List.of();
  private Map<String, String> companions = Map.of();

  private Keys(SequencedMap<String, Key> keys, Others others) {
    this.keys = keys;
    this.others = others;
  }

  /** No keys, and no others allowed. */
  public static Keys of() {
    return new Keys(new LinkedHashMap<>(), Others.REFUSED);
  }

  /** These, and one that may be left out. */
  public Keys with(String name, Shape shape, String meaning) {
    return and(name, new Key(shape, meaning, Presence.OPTIONAL), others);
  }

  /** These, and one that has to be there. */
  public Keys required(String name, Shape shape, String meaning) {
    return and(name, new Key(shape, meaning, Presence.REQUIRED), others);
  }

  /** These and those. */
  public Keys and(Keys more) {
    Keys both = copy(others);
    both.keys.putAll(more.keys);
    both.choice = more.choice.isEmpty() ? choice : more.choice;
    both.companions = new TreeMap<>(companions);
    both.companions.putAll(more.companions);
    return both;
  }

  /** These, and any others with single values. */
  public Keys andOptions() {
    return copy(Others.OPTIONS);
  }

  /** These, of which exactly one of some has to be there. */
  public Keys choosing(List<String> names) {
    Keys same = copy(others);
    same.choice = List.copyOf(names);
    return same;
  }

  /** These, of which some are only there beside another. */
  public Keys beside(String name, List<String> companions) {
    Keys same = copy(others);
    same.companions = new TreeMap<>(this.companions);
    companions.forEach(companion -> same.companions.put(companion, name));
    return same;
  }

  private Keys and(String name, Key key, Others rest) {
    Keys more = copy(rest);
    more.keys.put(name, key);
    return more;
  }

  private Keys copy(Others rest) {
    Keys copy = new Keys(new LinkedHashMap<>(keys), rest);
    copy.choice = choice;
    copy.companions = companions;
    return copy;
  }

  /** The names in the order in which they were declared. */
  public List<String> names() {
    return List.copyOf(keys.keySet());
  }

  /** What the value of a key may be; empty if there is no such key. */
  public Optional<Shape> shape(String name) {
    return Optional.ofNullable(keys.get(name)).map(Key::shape);
  }

  /** A section with these, as JSON Schema. */
  SequencedMap<String, Object> schema() {
    SequencedMap<String, Object> properties = new LinkedHashMap<>();
    keys.forEach((name, key) -> properties.put(name, described(key)));
    SequencedMap<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    List<String> required =
        keys.keySet().stream()
            .filter(name -> keys.get(name).presence() == Presence.REQUIRED)
            .toList();
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    if (!choice.isEmpty()) {
      List<Object> one = new ArrayList<>();
      choice.forEach(name -> one.add(Map.of("required", List.of(name))));
      schema.put("oneOf", one);
    }
    if (!companions.isEmpty()) {
      SequencedMap<String, Object> beside = new LinkedHashMap<>();
      companions.forEach((companion, name) -> beside.put(companion, List.of(name)));
      schema.put("dependencies", beside);
    }
    schema.put("additionalProperties", others == Others.OPTIONS ? option() : false);
    return schema;
  }

  /** What the value of an option may be, as JSON Schema. */
  public static SequencedMap<String, Object> option() {
    SequencedMap<String, Object> option = new LinkedHashMap<>();
    option.put("type", List.of("string", "number", "boolean", "null"));
    return option;
  }

  private static SequencedMap<String, Object> described(Key key) {
    SequencedMap<String, Object> described = new LinkedHashMap<>();
    described.put("description", key.meaning());
    described.putAll(key.shape().schema());
    return described;
  }
}

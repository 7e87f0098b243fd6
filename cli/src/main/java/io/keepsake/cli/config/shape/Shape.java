package io.keepsake.cli.config.shape;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Supplier;

/**
 * What a value may be. A schema made of it refuses nothing that is read, quoted or not, but for a
 * bare {@code null}; rules about several values at once are left to the reader.
 */
public sealed interface Shape {

  /** As JSON Schema, draft 7: maps, lists, texts, numbers and truth values. */
  SequencedMap<String, Object> schema();

  /** Whole numbers from 1. */
  record Count() implements Shape {
    @Override
    public SequencedMap<String, Object> schema() {
      return json("type", List.of("integer", "string"), "minimum", 1)
          .and("maximum", Integer.MAX_VALUE)
          .and("pattern", whole("\\+?[0-9]+"));
    }
  }

  /** Whole numbers of at most nine digits, also below zero. */
  record Whole() implements Shape {
    /** As a regular expression. */
    public static final String PATTERN = "-?[0-9]{1,9}";

    @Override
    public SequencedMap<String, Object> schema() {
      return json("type", List.of("integer", "string"), "minimum", -999_999_999)
          .and("maximum", 999_999_999)
          .and("pattern", whole(PATTERN));
    }
  }

  /** Numbers from 0, also with a fraction. */
  record Weight() implements Shape {
    /** As a regular expression. */
    public static final String PATTERN = "[0-9]{1,9}(\\.[0-9]{1,9})?";

    @Override
    public SequencedMap<String, Object> schema() {
      return json("type", List.of("number", "string"), "minimum", 0).and("pattern", whole(PATTERN));
    }
  }

  /** Times of at least a second, such as {@code 12h}. */
  record Time() implements Shape {
    /** As a regular expression: a number and its unit. */
    public static final String PATTERN = "([0-9]{1,6}) ?(s|m|h|d)";

    @Override
    public SequencedMap<String, Object> schema() {
      return json("type", "string", "pattern", whole(PATTERN));
    }
  }

  /** Yes or no. */
  record Flag() implements Shape {
    @Override
    public SequencedMap<String, Object> schema() {
      return json("type", List.of("boolean", "string"), "pattern", whole("true|false"));
    }
  }

  /**
   * A single value.
   *
   * @param pattern a regular expression for all of it; empty if any text will do
   */
  record Text(String pattern) implements Shape {
    /** Any text. */
    public static final Text ANY = new Text("");

    @Override
    public SequencedMap<String, Object> schema() {
      Json json = json("type", List.of("string", "number", "boolean"), "minLength", 1);
      return pattern.isEmpty() ? json : json.and("pattern", whole(pattern));
    }
  }

  /**
   * One of some words.
   *
   * @param words all of them
   */
  record Words(List<String> words) implements Shape {
    /** Copies the list. */
    public Words {
      words = List.copyOf(words);
    }

    @Override
    public SequencedMap<String, Object> schema() {
      return json("enum", words);
    }
  }

  /**
   * A single value, or a list of such.
   *
   * @param each what each of them may be
   */
  record Texts(Shape each) implements Shape {
    @Override
    public SequencedMap<String, Object> schema() {
      Json list = json("type", "array", "items", each.schema());
      return json("anyOf", List.of(each.schema(), list));
    }
  }

  /**
   * A section.
   *
   * @param keys what may be in it; asked for late, so that reading a file loads no more than it has
   */
  record Part(Supplier<Keys> keys) implements Shape {
    @Override
    public SequencedMap<String, Object> schema() {
      return keys.get().schema();
    }
  }

  /**
   * A list of sections.
   *
   * @param keys what may be in each of them
   * @param least how many there are at least
   */
  record Parts(Supplier<Keys> keys, int least) implements Shape {
    @Override
    public SequencedMap<String, Object> schema() {
      return json("type", "array", "items", keys.get().schema()).and("minItems", least);
    }
  }

  /** Single values by any keys. */
  record Labels() implements Shape {
    @Override
    public SequencedMap<String, Object> schema() {
      return json("type", "object", "additionalProperties", Text.ANY.schema());
    }
  }

  /**
   * One thing or the other.
   *
   * @param one the first of them
   * @param other the second
   */
  record Either(Shape one, Shape other) implements Shape {
    @Override
    public SequencedMap<String, Object> schema() {
      return json("anyOf", List.of(one.schema(), other.schema()));
    }
  }

  /** Whether a value of this shape may be read as one of that kind. */
  default boolean is(Class<? extends Shape> kind) {
    return kind.isInstance(this)
        || (this instanceof Either(Shape one, Shape other) && (one.is(kind) || other.is(kind)));
  }

  private static String whole(String pattern) {
    return "^(?:" + pattern + ")$";
  }

  private static Json json(String key, Object value) {
    return new Json().and(key, value);
  }

  private static Json json(String key, Object value, String second, Object another) {
    return json(key, value).and(second, another);
  }

  /** An object that grows. */
  final class Json extends LinkedHashMap<String, Object> {

    private static final long serialVersionUID = 1L;

    private Json() {}

    Json and(String key, Object value) {
      put(key, value);
      return this;
    }
  }
}

package io.keepsake.monitor.dashboard.web;

import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The shapes that the API's answers have in common. */
final class JsonText {

  private static final JsonFactory FACTORY = JsonFactory.builder().build();

  private JsonText() {}

  /** An answer that is one object. */
  static Answer answer(Consumer<JsonGenerator> members) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      members.accept(json);
      json.writeEndObject();
    }
    // As text, so that half of a surrogate pair in a name becomes a question mark when it is sent.
    return Answer.of("application/json", text.toString());
  }

  static void time(JsonGenerator json, String property, Instant time) {
    json.writeStringProperty(property, time.toString());
  }

  /** A time, or no such property. */
  static void time(JsonGenerator json, String property, Optional<Instant> time) {
    time.ifPresent(value -> time(json, property, value));
  }

  static void seconds(JsonGenerator json, String property, Duration time) {
    json.writeNumberProperty(property, time.toNanos() / 1e9);
  }

  /** The word of an enum's constant. */
  static void word(JsonGenerator json, String property, Enum<?> constant) {
    json.writeStringProperty(property, constant.name().toLowerCase(Locale.ROOT));
  }

  static void strings(JsonGenerator json, String property, Collection<String> values) {
    json.writeArrayPropertyStart(property);
    values.forEach(json::writeString);
    json.writeEndArray();
  }

  static void map(JsonGenerator json, String property, Map<String, String> values) {
    json.writeObjectPropertyStart(property);
    values.forEach(json::writeStringProperty);
    json.writeEndObject();
  }

  /** An array of objects, whose members {@code shape} writes. */
  static <T> void objects(JsonGenerator json, List<T> values, BiConsumer<JsonGenerator, T> shape) {
    json.writeStartArray();
    for (T value : values) {
      json.writeStartObject();
      shape.accept(json, value);
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}

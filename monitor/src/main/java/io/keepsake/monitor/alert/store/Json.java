package io.keepsake.monitor.alert.store;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes a JSON document: what {@link Fields} reads. */
final class Json {

  private static final JsonFactory JSON = new JsonFactory();

  private final JsonGenerator out;

  private Json(JsonGenerator out) {
    this.out = out;
  }

  static byte[] write(Consumer<Json> fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      out.writeStartObject();
      fields.accept(new Json(out));
      out.writeEndObject();
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  Json text(String name, String value) {
    out.writeStringProperty(name, value);
    return this;
  }

  Json text(String name, Optional<String> value) {
    value.ifPresent(each -> text(name, each));
    return this;
  }

  Json time(String name, Instant value) {
    return text(name, value.toString());
  }

  Json time(String name, Optional<Instant> value) {
    value.ifPresent(each -> time(name, each));
    return this;
  }

  Json number(String name, long value) {
    out.writeNumberProperty(name, value);
    return this;
  }

  Json word(String name, Enum<?> value) {
    return text(name, value.name().toLowerCase(Locale.ROOT));
  }

  Json object(String name, Consumer<Json> fields) {
    out.writeObjectPropertyStart(name);
    fields.accept(this);
    out.writeEndObject();
    return this;
  }

  <T> Json objects(String name, Collection<T> values, Consumer<T> each) {
    out.writeArrayPropertyStart(name);
    for (T value : values) {
      out.writeStartObject();
      each.accept(value);
      out.writeEndObject();
    }
    out.writeEndArray();
    return this;
  }

  Json texts(String name, Collection<String> values) {
    out.writeArrayPropertyStart(name);
    values.forEach(out::writeString);
    out.writeEndArray();
    return this;
  }

  Json map(String name, Map<String, String> values) {
    return object(name, _ -> new TreeMap<>(values).forEach(out::writeStringProperty));
  }
}

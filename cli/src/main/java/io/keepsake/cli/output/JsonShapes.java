package io.keepsake.cli.output;

import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.EntryKind;
import io.keepsake.core.spi.source.RawName;
import io.keepsake.core.vault.Snapshot;
import io.keepsake.core.vault.SnapshotEntry;
import io.keepsake.core.vault.SnapshotId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/** The shapes that several documents share; docs/guides/json.md specifies them. */
public final class JsonShapes {

  private JsonShapes() {}

  /** Writes the properties of a snapshot into the open object. */
  public static void snapshot(JsonGenerator json, Snapshot snapshot) {
    json.writeStringProperty("id", snapshot.id().hex());
    time(json, "time", snapshot.time());
    json.writeStringProperty("host", snapshot.host());
    json.writeStringProperty("user", snapshot.user());
    strings(json, "roots", snapshot.roots());
    map(json, "labels", snapshot.labels());
    snapshot.parent().map(SnapshotId::hex).ifPresent(id -> json.writeStringProperty("parent", id));
    json.writeNumberProperty("files", snapshot.totals().files());
    json.writeNumberProperty("directories", snapshot.totals().directories());
    json.writeNumberProperty("others", snapshot.totals().others());
    json.writeNumberProperty("bytes", snapshot.totals().bytes());
    json.writeNumberProperty("skipped", snapshot.skipped());
    strings(json, "stores", snapshot.stores());
    json.writeStringProperty("program", snapshot.program());
  }

  /** Writes the properties of an entry into the open object. */
  public static void entry(JsonGenerator json, SnapshotEntry entry) {
    EntryAttributes attributes = entry.attributes();
    json.writeStringProperty("path", entry.path());
    name(json, "name", attributes.name());
    json.writeStringProperty("kind", attributes.kind().name().toLowerCase(Locale.ROOT));
    json.writeStringProperty("mode", String.format(Locale.ROOT, "%04o", attributes.mode()));
    json.writeNumberProperty("uid", attributes.owner().uid());
    json.writeNumberProperty("gid", attributes.owner().gid());
    json.writeStringProperty("user", attributes.owner().user());
    json.writeStringProperty("group", attributes.owner().group());
    time(json, "modified", attributes.modified());
    json.writeNumberProperty("bytes", attributes.size());
    if (attributes.kind() == EntryKind.SYMLINK) {
      name(json, "target", attributes.linkTarget());
    }
  }

  /**
   * Writes a name: its text, in which bytes that are no UTF-8 became U+FFFD, and then also, under
   * the property's name with {@code Escaped}, its exact bytes.
   */
  public static void name(JsonGenerator json, String property, RawName name) {
    byte[] bytes = name.bytes();
    String text = new String(bytes, StandardCharsets.UTF_8);
    json.writeStringProperty(property, text);
    if (!RawName.of(text).equals(name)) {
      json.writeStringProperty(property + "Escaped", name.toString());
    }
  }

  /** Writes a point in time as ISO 8601 in UTC. */
  public static void time(JsonGenerator json, String property, Instant time) {
    json.writeStringProperty(property, time.toString());
  }

  /** Writes an array of strings. */
  public static void strings(JsonGenerator json, String property, Collection<String> values) {
    json.writeArrayPropertyStart(property);
    values.forEach(json::writeString);
    json.writeEndArray();
  }

  /** Writes an object of strings, in the order of its keys. */
  public static void map(JsonGenerator json, String property, Map<String, String> values) {
    json.writeObjectPropertyStart(property);
    new TreeMap<>(values).forEach(json::writeStringProperty);
    json.writeEndObject();
  }
}

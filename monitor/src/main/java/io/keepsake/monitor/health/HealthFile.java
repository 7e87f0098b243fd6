package io.keepsake.monitor.health;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The file {@code health.json} in the directory of state: what is kept through a restart. Replaced
 * as a whole, so that a crash leaves the old one or the new one. One that cannot be understood
 * counts as none, and is replaced in time.
 */
final class HealthFile {

  static final int VERSION = 1;

  private static final Logger LOG = LoggerFactory.getLogger(HealthFile.class);
  private static final String NAME = "health.json";

  private final Path file;
  private boolean complained;

  HealthFile(Path directory) {
    file = directory.resolve(NAME);
  }

  /** What was kept, by provider; nothing if nothing was, or if it is damaged. */
  Map<String, SavedHealth> load() {
    try {
      return Files.exists(file) ? SavedReading.read(Files.readAllBytes(file), VERSION) : Map.of();
    } catch (IOException | JacksonException | IllegalArgumentException | ArithmeticException e) {
      forgotten(e);
      return Map.of();
    }
  }

  /** Says that the history begins anew. */
  void forgotten(Exception why) {
    LOG.warn(
        "The history of providers' health in {} cannot be used and begins anew: {}",
        file,
        why.toString());
  }

  /** Keeps the health of all providers. What cannot be written is told once. */
  synchronized void save(Map<String, SavedHealth> providers) {
    try {
      write(bytes(providers));
      complained = false;
    } catch (IOException e) {
      if (!complained) {
        LOG.warn("The history of providers' health is not kept in {}: {}", file, e.toString());
      }
      complained = true;
    }
  }

  private void write(byte[] bytes) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path next = file.resolveSibling(NAME + ".new");
    try (FileOutputStream out = new FileOutputStream(next.toFile())) {
      out.write(bytes);
      out.getFD().sync();
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static byte[] bytes(Map<String, SavedHealth> providers) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json =
        JsonFactory.builder().build().createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeNumberProperty("version", VERSION);
      json.writeObjectPropertyStart("providers");
      providers.forEach((id, health) -> provider(json, id, health));
      json.writeEndObject();
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private static void provider(JsonGenerator json, String id, SavedHealth health) {
    SavedHealth.Track track = health.track();
    json.writeObjectPropertyStart(id);
    json.writeNumberProperty("status", track.status().ordinal());
    json.writeNumberProperty("failedInRow", track.failed());
    json.writeNumberProperty("unansweredInRow", track.unanswered());
    json.writeNumberProperty("succeededInRow", track.succeeded());
    json.writeNumberProperty("wasOut", track.wasOut() ? 1 : 0);
    json.writeNumberProperty("back", track.back().toEpochMilli());
    json.writeNumberProperty("countsFrom", track.countsFrom().toEpochMilli());
    time(json, "lastProbe", health.lastProbe());
    time(json, "lastSuccess", health.lastSuccess());
    numbers(json, "calls", health.calls());
    numbers(json, "probes", health.probes());
    numbers(json, "minutes", health.minutes());
    numbers(json, "hours", health.hours());
    json.writeEndObject();
  }

  private static void time(JsonGenerator json, String property, Optional<Instant> time) {
    time.ifPresent(known -> json.writeNumberProperty(property, known.toEpochMilli()));
  }

  private static void numbers(JsonGenerator json, String property, List<Long> numbers) {
    json.writeArrayPropertyStart(property);
    numbers.forEach(json::writeNumber);
    json.writeEndArray();
  }
}

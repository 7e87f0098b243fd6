package io.keepsake.testkit.gcs;

import io.keepsake.core.spi.storage.ObjectName;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The objects of a bucket, in the order of their names' UTF-8 bytes. */
final class GcsBucket {

  private final String name;
  private final Clock clock;
  private final ConcurrentSkipListMap<String, GcsObject> objects =
      new ConcurrentSkipListMap<>(ObjectName::compareBytes);
  private long lastGeneration = 1_700_000_000_000_000L;

  GcsBucket(String name, Clock clock) {
    this.name = name;
    this.clock = clock;
  }

  String name() {
    return name;
  }

  Optional<GcsObject> find(String object) {
    return Optional.ofNullable(objects.get(object));
  }

  GcsObject require(String object) {
    return find(object).orElseThrow(() -> GcsFailure.noObject(name, object));
  }

  /** Those whose names come after another and not before the prefix. */
  Collection<GcsObject> after(String object, String prefix) {
    return ObjectName.compareBytes(object, prefix) < 0
        ? objects.tailMap(prefix, true).values()
        : objects.tailMap(object, false).values();
  }

  /** Fails as the service does when a condition does not hold. */
  void check(String object, Optional<Long> ifGeneration) {
    long generation = find(object).map(GcsObject::generation).orElse(0L);
    if (ifGeneration.isPresent() && ifGeneration.get() != generation) {
      throw GcsFailure.conditionNotMet();
    }
  }

  synchronized GcsObject put(
      String object, ByteBuffer bytes, Map<String, Object> metadata, Optional<Long> ifGeneration) {
    check(object, ifGeneration);
    requireUnlocked(object);
    GcsObject stored =
        GcsObject.of(name, object, bytes, ++lastGeneration, clock.instant(), metadata);
    stored.hashes().forEach((field, actual) -> requireChecksum(field, metadata, actual));
    objects.put(object, stored);
    return stored;
  }

  synchronized GcsObject change(String object, Map<String, Object> changes) {
    GcsObject changed = require(object).with(changes);
    objects.put(object, changed);
    return changed;
  }

  synchronized void delete(String object, Optional<Long> generation) {
    require(object);
    check(object, generation);
    requireUnlocked(object);
    objects.remove(object);
  }

  private void requireUnlocked(String object) {
    Instant now = clock.instant();
    if (find(object).filter(found -> found.isLocked(now)).isPresent()) {
      throw new GcsFailure(
          403,
          "forbidden",
          "Object '%s/%s' is subject to bucket's retention policy or object retention and cannot be deleted or overwritten until it ends, or is under active hold."
              .formatted(name, object));
    }
  }

  private static void requireChecksum(String field, Map<String, Object> metadata, String actual) {
    String announced = Json.string(metadata, field, actual);
    if (!announced.equals(actual)) {
      String kind = field.equals("crc32c") ? "CRC32C" : "MD5 hash";
      throw GcsFailure.invalid(
          "Provided %s \"%s\" doesn't match calculated %s \"%s\"."
              .formatted(kind, announced, kind, actual));
    }
  }
}

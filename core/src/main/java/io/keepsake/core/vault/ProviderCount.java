package io.keepsake.core.vault;

import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.spi.storage.ObjectName;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts what one provider has and lacks, while all are listed. */
final class ProviderCount {

  /** Names of more than this many missing objects are not kept. */
  private static final int MOST_KEPT = 100_000;

  private final Map<ObjectName, Long> missing = new LinkedHashMap<>();
  private long objects;
  private long bytes;
  private long missingObjects;
  private long missingBytes;

  void add(ListedObject object, String id) {
    Long length = object.lengths().get(id);
    if (length != null) {
      objects++;
      bytes += length;
      return;
    }
    lacks(object.name(), object.lengths().values().iterator().next());
  }

  /** It lacks an object that has this length elsewhere. */
  void lacks(ObjectName name, long length) {
    missingObjects++;
    missingBytes += length;
    if (missing.size() < MOST_KEPT) {
      missing.put(name, length);
    }
  }

  /**
   * What it lacks, with the length that it has elsewhere; not all if {@link #isKeptWhole} says so.
   */
  Map<ObjectName, Long> missing() {
    return missing;
  }

  boolean isKeptWhole() {
    return missing.size() == missingObjects;
  }

  long objects() {
    return objects;
  }

  long bytes() {
    return bytes;
  }

  long missingObjects() {
    return missingObjects;
  }

  long missingBytes() {
    return missingBytes;
  }
}

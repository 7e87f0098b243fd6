package io.keepsake.core.spi.storage;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a store tells of an object without reading it.
 *
 * @param name the object
 * @param length its bytes
 * @param modified when it was stored, by the store's clock; empty where it does not say
 * @param checksums those that the service itself has computed, or compared, over all bytes that it
 *     took; never what a client merely wrote beside an object. Empty where it tells none. {@link
 *     ObjectStore#stat} tells them for {@link Purpose#REPAIR}; elsewhere they may be left out
 */
public record ObjectStat(
    ObjectName name, long length, Optional<Instant> modified, Set<ObjectChecksum> checksums) {

  /**
   * Checks the length, and copies the set.
   *
   * @throws IllegalArgumentException if the length is negative
   */
  public ObjectStat {
    if (length < 0) {
      throw new IllegalArgumentException("Negative length of " + name + ": " + length);
    }
    checksums = Set.copyOf(checksums);
  }

  /** Of an object whose checksum is not told. */
  public ObjectStat(ObjectName name, long length, Optional<Instant> modified) {
    this(name, length, modified, Set.of());
  }
}

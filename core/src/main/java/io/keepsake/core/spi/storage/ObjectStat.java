package io.keepsake.core.spi.storage;

import java.time.Instant;
import java.util.Optional;

/**
 * What a store tells of an object without reading it.
 *
 * @param name the object
 * @param length its bytes
 * @param modified when it was stored, by the store's clock; empty where it does not say
 */
public record ObjectStat(ObjectName name, long length, Optional<Instant> modified) {

  /**
   * Checks the length.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public ObjectStat {
    if (length < 0) {
      throw new IllegalArgumentException("Negative length of " + name + ": " + length);
    }
  }
}

package io.keepsake.core.spi.storage;

import java.time.Instant;
import java.util.Locale;

/**
 * A lock on an object: until a point in time its bytes can neither be deleted nor replaced.
 *
 * @param mode how firmly
 * @param until when it ends, by the clock of the service
 */
public record Retention(LockMode mode, Instant until) {

  /** Whether this is at least as firm and as long. */
  public boolean covers(Retention wanted) {
    return mode.compareTo(wanted.mode()) >= 0 && !until.isBefore(wanted.until());
  }

  /** For people: {@code in compliance mode until 2027-01-01T00:00:00Z}. */
  @Override
  public String toString() {
    return "in %s mode until %s".formatted(mode.name().toLowerCase(Locale.ROOT), until);
  }
}

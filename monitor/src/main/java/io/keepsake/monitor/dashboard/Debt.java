package io.keepsake.monitor.dashboard;

import java.time.Instant;
import java.util.Optional;

/**
 * What a provider lacks that others have.
 *
 * @param providerId which
 * @param objects how many objects, at least one
 * @param bytes their length, as far as it is known
 * @param since since when the oldest has been owed, if that is known
 */
public record Debt(String providerId, long objects, long bytes, Optional<Instant> since) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if nothing is owed or the provider's id is blank
   */
  public Debt {
    if (providerId.isBlank() || objects < 1 || bytes < 0) {
      throw new IllegalArgumentException(
          "No debt: %d objects, %d bytes to '%s'".formatted(objects, bytes, providerId));
    }
  }
}

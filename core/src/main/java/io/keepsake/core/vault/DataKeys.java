package io.keepsake.core.vault;

import java.time.Instant;
import java.util.Optional;

/**
 * Under which data keys new objects are written.
 *
 * @param epoch their number, from 1
 * @param since when they were made. The format records it of the first ones only, which are made
 *     with the vault; empty for others
 */
public record DataKeys(int epoch, Optional<Instant> since) {

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public DataKeys {
    if (epoch < 1) {
      throw new IllegalArgumentException("No number of an epoch: " + epoch);
    }
  }
}

package io.keepsake.monitor.metrics;

import java.time.Instant;
import java.util.Optional;

/**
 * What one provider is owed.
 *
 * @param providerId which
 * @param objects how many objects it lacks
 * @param oldest since when it lacks the first of them, if that is known
 */
public record DebtFigures(String providerId, long objects, Optional<Instant> oldest) {

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public DebtFigures {
    if (objects < 0) {
      throw new IllegalArgumentException("A provider lacks no objects or some: " + objects);
    }
  }
}

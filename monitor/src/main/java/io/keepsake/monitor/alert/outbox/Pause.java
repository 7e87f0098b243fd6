package io.keepsake.monitor.alert.outbox;

import java.time.Duration;
import java.time.Instant;

/**
 * A sink is left alone.
 *
 * @param since when it began
 * @param length how long
 */
public record Pause(Instant since, Duration length) {

  /**
   * Checks that the length is not negative.
   *
   * @throws IllegalArgumentException if it is
   */
  public Pause {
    if (length.isNegative()) {
      throw new IllegalArgumentException("A pause is not negative");
    }
  }
}

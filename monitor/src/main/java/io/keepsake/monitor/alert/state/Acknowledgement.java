package io.keepsake.monitor.alert.state;

import java.time.Instant;

/**
 * Somebody knows: no reminders until it changes.
 *
 * @param who knows
 * @param note what is being done; may be empty
 * @param time since when
 */
public record Acknowledgement(String who, String note, Instant time) {

  /**
   * Checks that it says who.
   *
   * @throws IllegalArgumentException if not
   */
  public Acknowledgement {
    if (who.isBlank()) {
      throw new IllegalArgumentException("An acknowledgement says who knows");
    }
  }
}

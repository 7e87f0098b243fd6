package io.keepsake.monitor.alert.state;

import java.time.Instant;

/**
 * Somebody does not want to be told for a while. The end of what was told before is told all the
 * same.
 *
 * @param id to end it by
 * @param matcher of which alerts
 * @param until when it ends by itself
 * @param reason why, for others who wonder
 * @param who asked for it
 * @param created when
 */
public record Silence(
    String id, AlertMatcher matcher, Instant until, String reason, String who, Instant created) {

  /**
   * Checks that it says who and why.
   *
   * @throws IllegalArgumentException if not
   */
  public Silence {
    if (id.isBlank() || reason.isBlank() || who.isBlank()) {
      throw new IllegalArgumentException("A silence says who asked for it and why");
    }
  }

  boolean covers(TrackedAlert alert, Instant now) {
    return now.isBefore(until) && matcher.matches(alert.rule(), alert.subject());
  }
}

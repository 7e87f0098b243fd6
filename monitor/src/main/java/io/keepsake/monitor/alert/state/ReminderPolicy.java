package io.keepsake.monitor.alert.state;

import io.keepsake.core.spi.alert.Severity;
import java.time.Duration;

/**
 * How often people are told again of what goes on.
 *
 * @param warning time between two notices of a warning
 * @param critical time between two notices of something critical
 */
public record ReminderPolicy(Duration warning, Duration critical) {

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if a time is not positive
   */
  public ReminderPolicy {
    if (!warning.isPositive() || !critical.isPositive()) {
      throw new IllegalArgumentException("There is time between two reminders");
    }
  }

  Duration interval(Severity severity) {
    return severity == Severity.CRITICAL ? critical : warning;
  }
}

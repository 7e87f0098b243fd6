package io.keepsake.monitor.alert.rule;

import io.keepsake.core.spi.alert.Severity;
import java.util.Optional;

/**
 * From which numbers on something is bad.
 *
 * @param warning where a warning begins, at least 1
 * @param critical where it becomes critical, no less than that
 */
public record CountLimits(long warning, long critical) {

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if a number is out of them
   */
  public CountLimits {
    if (warning < 1 || critical < warning) {
      throw new IllegalArgumentException(
          "No limits of a number: a warning at %d, critical at %d".formatted(warning, critical));
    }
  }

  /** How bad it is to have reached a number. */
  Optional<Severity> reached(long value) {
    return DurationLimits.severity(value >= warning, value >= critical);
  }
}

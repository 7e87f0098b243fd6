package io.keepsake.monitor.alert.rule;

import io.keepsake.core.spi.alert.Severity;
import java.util.Optional;

/**
 * From which shares on something is bad.
 *
 * @param warning where a warning begins, above 0 and at most 1
 * @param critical where it becomes critical, no less than that, at most 1
 */
public record ShareLimits(double warning, double critical) {

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if a share is out of them
   */
  public ShareLimits {
    if (!(warning > 0 && warning <= critical && critical <= 1)) {
      throw new IllegalArgumentException(
          "No limits of a share: a warning at %s, critical at %s".formatted(warning, critical));
    }
  }

  /** How bad it is to have reached a share. */
  Optional<Severity> reached(double value) {
    return DurationLimits.severity(value >= warning, value >= critical);
  }
}

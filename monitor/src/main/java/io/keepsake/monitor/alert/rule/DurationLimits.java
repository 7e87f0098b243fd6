package io.keepsake.monitor.alert.rule;

import io.keepsake.core.spi.alert.Severity;
import java.time.Duration;
import java.util.Optional;

/**
 * From which durations on something is bad.
 *
 * @param warning where a warning begins
 * @param critical where it becomes critical
 */
public record DurationLimits(Duration warning, Duration critical) {

  /**
   * Checks that neither is negative. Which of them is greater depends on the rule.
   *
   * @throws IllegalArgumentException if one is
   */
  public DurationLimits {
    if (warning.isNegative() || critical.isNegative()) {
      throw new IllegalArgumentException("A limit is not negative: " + warning + ", " + critical);
    }
  }

  /** These, for a rule for which more is worse. */
  DurationLimits rising() {
    if (warning.compareTo(critical) > 0) {
      throw new IllegalArgumentException(
          "What is critical at %s warns no later, not at %s".formatted(critical, warning));
    }
    return this;
  }

  /** These, for a rule for which less is worse. */
  DurationLimits falling() {
    if (warning.compareTo(critical) < 0) {
      throw new IllegalArgumentException(
          "What is critical %s before warns no later, not %s".formatted(critical, warning));
    }
    return this;
  }

  /** How bad it is to have reached a duration. */
  Optional<Severity> reached(Duration value) {
    return severity(value.compareTo(warning) >= 0, value.compareTo(critical) >= 0);
  }

  /** How bad it is to have only so much left. */
  Optional<Severity> left(Duration value) {
    return severity(value.compareTo(warning) <= 0, value.compareTo(critical) <= 0);
  }

  static Optional<Severity> severity(boolean warns, boolean isCritical) {
    if (isCritical) {
      return Optional.of(Severity.CRITICAL);
    }
    return warns ? Optional.of(Severity.WARNING) : Optional.empty();
  }
}

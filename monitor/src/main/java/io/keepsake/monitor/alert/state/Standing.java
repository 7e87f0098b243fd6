package io.keepsake.monitor.alert.state;

import io.keepsake.core.spi.alert.Severity;

/**
 * What people should know of an alert. It is told when it differs from what was told last.
 *
 * @param severity how bad; of what flaps, the worst meanwhile
 * @param course whether it stays so
 */
public record Standing(Severity severity, Course course) {

  /** Whether something stays as it is. */
  public enum Course {
    /** It does. */
    STEADY,
    /** It comes and goes. */
    FLAPPING
  }

  /**
   * Checks that what flaps is not over.
   *
   * @throws IllegalArgumentException if it is
   */
  public Standing {
    if (severity == Severity.RESOLVED && course == Course.FLAPPING) {
      throw new IllegalArgumentException("What comes and goes is not over");
    }
  }

  /** Whether it is over. */
  public boolean isOver() {
    return severity == Severity.RESOLVED;
  }

  /** Whether this is news to somebody who was told the other. */
  boolean isNewsAfter(Standing told) {
    return severity != told.severity || (course == Course.FLAPPING && told.course == Course.STEADY);
  }
}

package io.keepsake.monitor.alert.state;

import java.time.Duration;

/**
 * How what happens at about the same time comes in one notice.
 *
 * @param window how long a notice waits for more to tell
 * @param criticalWindow how long it waits if it tells of something critical
 * @param most how many alerts one notice tells of at most
 */
public record GroupingPolicy(Duration window, Duration criticalWindow, int most) {

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if one is broken
   */
  public GroupingPolicy {
    if (criticalWindow.isNegative() || window.compareTo(criticalWindow) < 0 || most < 1) {
      throw new IllegalArgumentException(
          "a notice waits no longer for what is critical (%s) than for warnings (%s), and tells of at"
                  .formatted(criticalWindow, window)
              + " least one alert, not "
              + most);
    }
  }
}

package io.keepsake.monitor.alert.state;

import java.time.Duration;

/**
 * What comes and goes is told once, until it has been calm.
 *
 * @param changes so many beginnings, ends and changes of severity make it flapping; at least 2
 * @param window if they come within this time
 * @param calm how long nothing must change until it is over
 */
public record FlappingPolicy(int changes, Duration window, Duration calm) {

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if one is broken
   */
  public FlappingPolicy {
    if (changes < 2 || !window.isPositive() || !calm.isPositive()) {
      throw new IllegalArgumentException(
          "flapping is two changes or more within some time, until it is calm");
    }
  }
}

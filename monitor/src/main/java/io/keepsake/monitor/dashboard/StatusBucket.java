package io.keepsake.monitor.dashboard;

import io.keepsake.monitor.health.HealthStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * How a provider fared for some time.
 *
 * @param from its begin
 * @param until its end, after the begin
 * @param worst the worst status within; empty if nothing was measured
 */
public record StatusBucket(Instant from, Instant until, Optional<HealthStatus> worst) {

  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException if it ends before it has begun
   */
  public StatusBucket {
    if (!until.isAfter(from)) {
      throw new IllegalArgumentException("No stretch of time: " + from + " to " + until);
    }
  }
}

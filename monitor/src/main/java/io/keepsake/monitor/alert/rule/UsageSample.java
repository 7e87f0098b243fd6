package io.keepsake.monitor.alert.rule;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * The room at a provider at one time.
 *
 * @param used bytes that the vault takes there, if known
 * @param available bytes that can still be written
 */
public record UsageSample(Instant time, OptionalLong used, long available) {

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if a number is negative
   */
  public UsageSample {
    Require.notNegative(used.orElse(0), "bytes");
    Require.notNegative(available, "bytes");
  }
}

package io.keepsake.monitor.schedule;

import java.util.OptionalLong;

/**
 * How far a run is.
 *
 * @param what a few words for people: what it is doing now
 * @param done how much of it is done
 * @param total of how much, if that is known
 * @param unit what both count, such as {@code bytes}
 */
public record JobStep(String what, long done, OptionalLong total, String unit) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public JobStep {
    if (done < 0 || total.orElse(0) < 0) {
      throw new IllegalArgumentException("Progress is not negative");
    }
  }

  /** A step that is not measured. */
  public static JobStep of(String what) {
    return new JobStep(what, 0, OptionalLong.empty(), "");
  }
}

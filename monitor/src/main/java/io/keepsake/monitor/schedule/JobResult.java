package io.keepsake.monitor.schedule;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a job says of its run.
 *
 * @param outcome success, degraded or failure
 * @param message one sentence for people, without secrets; may be empty
 * @param figures what was measured, by names such as {@code bytes-stored}
 */
public record JobResult(JobOutcome outcome, String message, Map<String, Long> figures) {

  /**
   * Copies the figures, in the order of their names.
   *
   * @throws IllegalArgumentException if the outcome is not one that a job decides
   */
  public JobResult {
    if (outcome == JobOutcome.INTERRUPTED || outcome == JobOutcome.SKIPPED) {
      throw new IllegalArgumentException("A job does not decide that it was " + outcome.word());
    }
    figures = Collections.unmodifiableMap(new TreeMap<>(figures));
  }

  /** All of it was done. */
  public static JobResult success(String message) {
    return new JobResult(JobOutcome.SUCCESS, message, Map.of());
  }

  /** It was not done. */
  public static JobResult failure(String message) {
    return new JobResult(JobOutcome.FAILURE, message, Map.of());
  }
}

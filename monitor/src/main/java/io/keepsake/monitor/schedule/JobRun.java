package io.keepsake.monitor.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A run that is over, or did not take place.
 *
 * @param id the same as in its heartbeats
 * @param scheduled the time that was due
 * @param started when it began
 * @param ended when it was over
 * @param outcome what became of it
 * @param message one sentence for people; may be empty
 * @param figures what the job measured
 */
public record JobRun(
    String id,
    Instant scheduled,
    Instant started,
    Instant ended,
    JobOutcome outcome,
    String message,
    Map<String, Long> figures) {

  /** Copies the figures, in the order of their names. */
  public JobRun {
    figures = Collections.unmodifiableMap(new TreeMap<>(figures));
  }

  /** One that did not take place. */
  static JobRun skipped(Instant scheduled, Instant now, String reason) {
    return new JobRun(
        scheduled.toString(), scheduled, now, now, JobOutcome.SKIPPED, reason, Map.of());
  }

  /** The same, and up to that time nothing else. */
  JobRun until(Instant time) {
    return new JobRun(id, scheduled, started, time, outcome, message, figures);
  }

  /** How long it took; nothing if the clock was put back meanwhile. */
  public Duration duration() {
    Duration took = Duration.between(started, ended);
    return took.isNegative() ? Duration.ZERO : took;
  }
}

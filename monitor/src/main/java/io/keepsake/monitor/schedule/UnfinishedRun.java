package io.keepsake.monitor.schedule;

import java.time.Instant;
import java.util.Map;

/**
 * A run that has begun. Kept in the file, so that after a crash it is known that there was one.
 *
 * @param id the same as in its heartbeats
 * @param scheduled the time that was due
 * @param started when it began
 * @param covers all times up to this are dealt with by it
 */
record UnfinishedRun(String id, Instant scheduled, Instant started, Instant covers) {

  /** The run, now over. */
  JobRun ended(Instant time, JobOutcome outcome, String message) {
    return ended(time, outcome, message, Map.of());
  }

  /** The run, now over. */
  JobRun ended(Instant time, JobOutcome outcome, String message, Map<String, Long> figures) {
    return new JobRun(id, scheduled, started, time, outcome, message, figures);
  }
}

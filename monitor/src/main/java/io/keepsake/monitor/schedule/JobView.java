package io.keepsake.monitor.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A job at a moment, for people.
 *
 * @param job which
 * @param next when it is to begin next
 * @param running its run that goes on
 * @param waitsFor the jobs for whose end it waits, if it is due
 * @param overdue since when it should have succeeded; empty if all is well
 * @param lastSuccess up to when its times are dealt with by runs that succeeded; empty if none has
 * @param history what became of its runs, the oldest first
 */
public record JobView(
    ScheduledJob job,
    Instant next,
    Optional<RunView> running,
    List<String> waitsFor,
    Optional<Instant> overdue,
    Optional<Instant> lastSuccess,
    List<JobRun> history) {

  /** Copies the lists. */
  public JobView {
    waitsFor = List.copyOf(waitsFor);
    history = List.copyOf(history);
  }

  /** Its last run that is over; skipped ones do not count. */
  public Optional<JobRun> last() {
    return history.reversed().stream()
        .filter(run -> run.outcome() != JobOutcome.SKIPPED)
        .findFirst();
  }
}

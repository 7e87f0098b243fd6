package io.keepsake.monitor.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a job.
 *
 * @param since when it was first known
 * @param dealtWith all its times up to this have been run or left out
 * @param running its run that has begun
 * @param repeated the time whose run was cut short and is made up for: that happens once
 * @param success all its times up to this are dealt with by runs that succeeded
 * @param history what became of its runs, the oldest first
 * @param waiting a run that is due and not begun; is not kept in the file
 * @param behind since when the clock shows less than {@code dealtWith}; is not kept in the file
 */
record JobState(
    Instant since,
    Instant dealtWith,
    Optional<UnfinishedRun> running,
    Optional<Instant> repeated,
    Optional<Instant> success,
    List<JobRun> history,
    Optional<WaitingRun> waiting,
    Optional<Instant> behind) {

  JobState {
    history = List.copyOf(history);
  }

  /**
   * A run that is due.
   *
   * @param scheduled the time that is due
   * @param since since when it waits
   */
  record WaitingRun(Instant scheduled, Instant since) {}

  /** A job that was not known before. Its first run is the next one. */
  static JobState known(Instant now) {
    return new JobState(
        now,
        now,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  JobState withDealtWith(Instant time) {
    return new JobState(
        since, time, running, repeated, success, history, waiting, Optional.empty());
  }

  JobState withWaiting(WaitingRun run) {
    return new JobState(
        since, dealtWith, running, repeated, success, history, Optional.of(run), behind);
  }

  JobState withBehind(Optional<Instant> time) {
    return new JobState(since, dealtWith, running, repeated, success, history, waiting, time);
  }

  JobState withRunning(UnfinishedRun run) {
    return new JobState(
        since,
        run.covers(),
        Optional.of(run),
        repeated,
        success,
        history,
        Optional.empty(),
        Optional.empty());
  }

  /** The run that has begun is over. */
  JobState ended(JobRun run, int most) {
    Optional<Instant> last =
        run.outcome().succeeded() ? running.map(UnfinishedRun::covers).or(() -> success) : success;
    return new JobState(
        since, dealtWith, Optional.empty(), repeated, last, append(run, most), waiting, behind);
  }

  /** A run did not take place. Several in a row for one reason are told as one. */
  JobState skipped(JobRun run, int most) {
    boolean alike =
        !history.isEmpty()
            && history.getLast().outcome() == run.outcome()
            && history.getLast().message().equals(run.message());
    List<JobRun> all = new ArrayList<>(alike ? history : append(run, most));
    if (alike) {
      all.set(all.size() - 1, history.getLast().until(run.ended()));
    }
    return new JobState(since, dealtWith, running, repeated, success, all, waiting, behind);
  }

  private List<JobRun> append(JobRun run, int most) {
    List<JobRun> all = new ArrayList<>(history);
    all.add(run);
    return all.subList(Math.max(0, all.size() - most), all.size());
  }

  /** The time of a run that was cut short is due again, unless it was so before. */
  JobState again(Instant scheduled) {
    if (repeated.equals(Optional.of(scheduled)) || scheduled.isAfter(dealtWith)) {
      return this;
    }
    return new JobState(
        since,
        scheduled.minusNanos(1),
        running,
        Optional.of(scheduled),
        success,
        history,
        waiting,
        behind);
  }

  /** When something of it last happened. */
  Instant lastActivity() {
    return history.isEmpty() ? since : history.getLast().ended();
  }
}

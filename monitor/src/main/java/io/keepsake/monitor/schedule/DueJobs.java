package io.keepsake.monitor.schedule;

import io.keepsake.monitor.schedule.Decision.Behind;
import io.keepsake.monitor.schedule.Decision.Pass;
import io.keepsake.monitor.schedule.Decision.Rewind;
import io.keepsake.monitor.schedule.Decision.Start;
import io.keepsake.monitor.schedule.Decision.Wait;
import io.keepsake.monitor.schedule.JobState.WaitingRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Decides what is to be done at a moment, from what is known of the jobs and that moment alone. It
 * needs no look at the right moment: at whatever time it is asked, a job whose time has passed runs
 * once, however many of its times have passed. So neither a machine that slept nor a clock that was
 * put forward starts a job more than once.
 *
 * <p>Where the clock was put back, times that come again are not run again, unless it stays behind
 * what is dealt with for ten minutes of its own: else a clock that was years ahead for a moment
 * would keep jobs from running for years.
 *
 * @param jobs in the order of the configuration
 * @param host the name of this machine, for the jitter
 */
record DueJobs(List<ScheduledJob> jobs, String host) {

  /** How long a clock that was put back is not believed. */
  static final Duration DOUBT = Duration.ofMinutes(10);

  /** How long a job that waits keeps others from passing it. */
  static final Duration PATIENCE = Duration.ofHours(1);

  DueJobs {
    jobs = List.copyOf(jobs);
  }

  /** A run that is due. */
  private record Due(ScheduledJob job, Instant scheduled, Instant covers, Instant since) {}

  /**
   * What is to be done now.
   *
   * @param states what is known of each of the jobs
   */
  List<Decision> at(Instant now, Map<String, JobState> states) {
    List<Decision> decisions = new ArrayList<>();
    List<Due> due = new ArrayList<>();
    for (ScheduledJob job : jobs) {
      JobState state = states.get(job.name());
      if (state.dealtWith().isAfter(now)) {
        clockIsBehind(job, state, now).ifPresent(decisions::add);
      } else if (state.behind().isPresent()) {
        decisions.add(new Behind(job, Optional.empty()));
      }
      look(job, state, now, decisions).ifPresent(due::add);
    }
    due.sort(Comparator.comparing(Due::since).thenComparing(Due::scheduled));
    decisions.addAll(admit(due, states, now));
    return decisions;
  }

  private static Optional<Decision> clockIsBehind(ScheduledJob job, JobState state, Instant now) {
    Optional<Instant> since = state.behind().filter(time -> !time.isAfter(now));
    if (since.isEmpty()) {
      return Optional.of(new Behind(job, Optional.of(now)));
    }
    boolean believed = Duration.between(since.get(), now).compareTo(DOUBT) >= 0;
    return believed ? Optional.of(new Rewind(job, now)) : Optional.empty();
  }

  /** Notes what is not to run, and returns what is. */
  private Optional<Due> look(
      ScheduledJob job, JobState state, Instant now, List<Decision> decisions) {
    Instant reached = now.minus(Jitter.of(job, host));
    Instant covers = latest(state.dealtWith(), reached);
    if (state.waiting().isPresent()) {
      WaitingRun waiting = state.waiting().get();
      return Optional.of(new Due(job, waiting.scheduled(), covers, waiting.since()));
    }
    Instant first = next(job, state.dealtWith());
    if (first.isAfter(reached)) {
      return Optional.empty();
    }
    if (state.running().isPresent()) {
      decisions.add(new Pass(job, first, covers, "its last run had not ended"));
      return Optional.empty();
    }
    Instant earliest = reached.minus(job.rules().missed().limit());
    Instant scheduled = first.isBefore(earliest) ? next(job, earliest.minusNanos(1)) : first;
    if (scheduled.isAfter(reached)) {
      decisions.add(new Pass(job, first, covers, "it was missed, and is too late now"));
      return Optional.empty();
    }
    return Optional.of(new Due(job, scheduled, covers, now));
  }

  private List<Decision> admit(List<Due> due, Map<String, JobState> states, Instant now) {
    List<Decision> decisions = new ArrayList<>();
    List<ScheduledJob> ahead = new ArrayList<>();
    jobs.stream().filter(job -> states.get(job.name()).running().isPresent()).forEach(ahead::add);
    for (Due one : due) {
      Predicate<ScheduledJob> inTheWay =
          other -> other.equals(one.job()) || other.conflictsWith(one.job());
      List<String> others = ahead.stream().filter(inTheWay).map(ScheduledJob::name).toList();
      boolean starts = others.isEmpty();
      decisions.add(
          starts
              ? new Start(one.job(), one.scheduled(), one.covers())
              : new Wait(one.job(), one.scheduled(), others));
      boolean patient = Duration.between(one.since(), now).compareTo(PATIENCE) < 0;
      if (starts || patient) {
        ahead.add(one.job());
      }
    }
    return decisions;
  }

  /** When a job next begins, jitter included; not before now. */
  Instant next(ScheduledJob job, JobState state, Instant now) {
    Duration jitter = Jitter.of(job, host);
    return next(job, latest(state.dealtWith(), now.minus(jitter))).plus(jitter);
  }

  /** Since when a job should have succeeded. */
  Optional<Instant> overdue(ScheduledJob job, JobState state, Instant now) {
    Instant last = state.success().orElse(state.since());
    Instant from = last.isAfter(now) ? now : last;
    Instant latest = next(job, from).plus(Jitter.of(job, host)).plus(job.rules().grace());
    return latest.isBefore(now) ? Optional.of(latest) : Optional.empty();
  }

  private static Instant next(ScheduledJob job, Instant after) {
    return job.timing().next(after, job.zone());
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}

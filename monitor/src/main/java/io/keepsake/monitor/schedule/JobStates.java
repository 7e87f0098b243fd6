package io.keepsake.monitor.schedule;

import io.keepsake.monitor.schedule.Decision.Behind;
import io.keepsake.monitor.schedule.Decision.Pass;
import io.keepsake.monitor.schedule.JobState.WaitingRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** What is known of all jobs, in memory and in a file. For use by one thread at a time. */
final class JobStates {

  /** How long jobs that are no longer in the configuration are remembered. */
  private static final Duration REMEMBERED = Duration.ofDays(30);

  private final SchedulerSettings settings;
  private final JobStateFile file;
  private final Map<String, JobState> states;
  private final Map<ScheduledJob, JobRun> cutShort = new LinkedHashMap<>();
  private final List<String> lost = new ArrayList<>();
  private Optional<String> unsaved = Optional.empty();
  private boolean changed = true;

  JobStates(SchedulerSettings settings, List<ScheduledJob> jobs) {
    this.settings = settings;
    this.file = new JobStateFile(settings.stateDirectory());
    Instant now = settings.clock().instant();
    JobStateFile.Loaded loaded = file.load(now);
    loaded.problem().ifPresent(lost::add);
    this.states = new TreeMap<>(loaded.states());
    for (ScheduledJob job : jobs) {
      states.putIfAbsent(job.name(), JobState.known(now));
      of(job).running().ifPresent(run -> cutShort(job, run, now));
    }
    List<String> names = jobs.stream().map(ScheduledJob::name).toList();
    states
        .entrySet()
        .removeIf(
            state ->
                !names.contains(state.getKey())
                    && state.getValue().lastActivity().plus(REMEMBERED).isBefore(now));
    save();
  }

  private void cutShort(ScheduledJob job, UnfinishedRun run, Instant now) {
    JobRun over = run.ended(now, JobOutcome.INTERRUPTED, "The program ended while it ran");
    cutShort.put(job, over);
    ends(job, over);
  }

  /** The runs that had begun when the last process ended. */
  Map<ScheduledJob, JobRun> cutShort() {
    return cutShort;
  }

  JobState of(ScheduledJob job) {
    return states.get(job.name());
  }

  Map<String, JobState> all() {
    return states;
  }

  List<String> problems() {
    List<String> all = new ArrayList<>(lost);
    unsaved.ifPresent(all::add);
    return List.copyOf(all);
  }

  void begins(ScheduledJob job, UnfinishedRun run) {
    change(job, state -> state.withRunning(run));
  }

  void ends(ScheduledJob job, JobRun run) {
    change(job, state -> state.ended(run, settings.history()));
    boolean again =
        run.outcome() == JobOutcome.INTERRUPTED
            && job.rules().missed() instanceof MissedRuns.RunOnce;
    if (again) {
      change(job, state -> state.again(run.scheduled()));
    }
  }

  void passes(Pass pass, Instant now) {
    JobRun run = JobRun.skipped(pass.scheduled(), now, "It was left out: " + pass.reason());
    change(
        pass.job(), state -> state.skipped(run, settings.history()).withDealtWith(pass.covers()));
  }

  void rewound(ScheduledJob job, Instant now) {
    change(job, state -> state.withDealtWith(now));
  }

  /** Is not kept in the file: after a restart the run is a missed one. */
  void waits(ScheduledJob job, Instant scheduled, Instant now) {
    if (of(job).waiting().isEmpty()) {
      states.put(job.name(), of(job).withWaiting(new WaitingRun(scheduled, now)));
    }
  }

  /** Is not kept in the file. */
  void behind(Behind behind) {
    states.put(behind.job().name(), of(behind.job()).withBehind(behind.since()));
  }

  private void change(ScheduledJob job, UnaryOperator<JobState> to) {
    states.put(job.name(), to.apply(of(job)));
    changed = true;
  }

  /** Makes what has changed last; tries again if it could not. */
  void save() {
    if (changed || unsaved.isPresent()) {
      unsaved = file.save(states);
      changed = false;
    }
  }
}

package io.keepsake.monitor.schedule;

import io.keepsake.monitor.schedule.Decision.Behind;
import io.keepsake.monitor.schedule.Decision.Pass;
import io.keepsake.monitor.schedule.Decision.Rewind;
import io.keepsake.monitor.schedule.Decision.Start;
import io.keepsake.monitor.schedule.Decision.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs jobs when they are due, each on a virtual thread. Safe for use by many threads.
 *
 * <p>It looks at the clock at least every half minute, so it notices clocks that are changed and
 * machines that slept. What it knows is on the disk before a run begins and after it has ended.
 */
public final class Scheduler implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);

  private static final Duration LOOK = Duration.ofSeconds(30);
  private static final Duration LAST = Duration.ofSeconds(5);

  private final SchedulerSettings settings;
  private final JobRunner runner;
  private final DueJobs due;
  private final JobStates states;
  private final Heartbeats heartbeats;
  private final Map<String, RunningJob> running = new LinkedHashMap<>();
  private final Map<String, List<String>> waiting = new LinkedHashMap<>();
  private Optional<Thread> loop = Optional.empty();
  private boolean closed;
  private boolean abandoned;

  /** A run and its thread. */
  private record RunningJob(JobExecution execution, Thread thread) {}

  private Scheduler(
      SchedulerSettings settings,
      List<ScheduledJob> jobs,
      JobRunner runner,
      HeartbeatListener listener) {
    this.settings = settings;
    this.runner = runner;
    this.due = new DueJobs(jobs, settings.host());
    this.states = new JobStates(settings, due.jobs());
    this.heartbeats = new Heartbeats(listener);
  }

  /**
   * Prepares to run jobs; runs none before {@link #start()}. Reads what is known of them. A run
   * that was not ended when the last process was is over now, as interrupted.
   *
   * @param listener hears when jobs begin and end
   * @throws IllegalArgumentException if two jobs have one name
   */
  public static Scheduler open(
      SchedulerSettings settings,
      List<ScheduledJob> jobs,
      JobRunner runner,
      HeartbeatListener listener) {
    long names = jobs.stream().map(ScheduledJob::name).distinct().count();
    if (names < jobs.size()) {
      throw new IllegalArgumentException("Two jobs have one name");
    }
    Scheduler scheduler = new Scheduler(settings, jobs, runner, listener);
    scheduler
        .states
        .cutShort()
        .forEach((job, run) -> scheduler.heartbeats.add(JobExecution.ends(job, run)));
    return scheduler;
  }

  /** Runs jobs from now on, until it is closed. A second call does nothing. */
  public synchronized void start() {
    if (loop.isEmpty() && !closed) {
      loop = Optional.of(Thread.ofVirtual().name("scheduler").start(this::loop));
    }
  }

  private void loop() {
    try {
      lookAgainAndAgain();
    } catch (InterruptedException e) {
      LOG.debug("The scheduler ends");
    }
  }

  private synchronized void lookAgainAndAgain() throws InterruptedException {
    while (!closed) {
      Instant next = lookOrTell();
      Instant now = settings.clock().instant();
      Instant until = next.isBefore(now.plus(LOOK)) ? next : now.plus(LOOK);
      wait(Math.max(1, Duration.between(now, until).toMillis() + 1));
    }
  }

  private Instant lookOrTell() {
    try {
      return look();
    } catch (RuntimeException e) {
      LOG.error("The scheduler cannot look what is due; it tries again", e);
      return Instant.MAX;
    }
  }

  /**
   * Starts what is due now, as {@link #start()} has done again and again; for programs that have a
   * loop of their own.
   *
   * @return when to look again at the latest
   */
  public synchronized Instant look() {
    Instant now = settings.clock().instant();
    if (closed) {
      return Instant.MAX;
    }
    waiting.clear();
    List<JobExecution> begin = new ArrayList<>();
    for (Decision decision : due.at(now, states.all())) {
      switch (decision) {
        case Start start -> begin.add(begin(start, now));
        case Wait wait -> {
          states.waits(wait.job(), wait.scheduled(), now);
          waiting.put(wait.job().name(), wait.others());
        }
        case Pass pass -> {
          LOG.warn("{} is left out at {}: {}", pass.job().name(), pass.scheduled(), pass.reason());
          states.passes(pass, now);
        }
        case Behind behind -> states.behind(behind);
        case Rewind rewind -> {
          LOG.warn("The clock was put back: {} counts from {}", rewind.job().name(), now);
          states.rewound(rewind.job(), now);
        }
      }
    }
    // A crash from here on finds that they had begun.
    states.save();
    begin.forEach(this::launch);
    return due.jobs().stream()
        .map(job -> due.next(job, states.of(job), now))
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  private JobExecution begin(Start start, Instant now) {
    UnfinishedRun run =
        new UnfinishedRun(UUID.randomUUID().toString(), start.scheduled(), now, start.covers());
    states.begins(start.job(), run);
    return new JobExecution(start.job(), run, runner, settings.clock());
  }

  private void launch(JobExecution execution) {
    heartbeats.add(execution.begins());
    String name = execution.job().name();
    Thread thread = Thread.ofVirtual().name("job " + name).unstarted(() -> run(execution));
    running.put(name, new RunningJob(execution, thread));
    thread.start();
  }

  private void run(JobExecution execution) {
    JobRun over = execution.run();
    synchronized (this) {
      if (abandoned) {
        return; // the file may be another process's by now
      }
      running.remove(execution.job().name());
      states.ends(execution.job(), over);
      states.save();
      // Others may have waited for it.
      notifyAll();
    }
    heartbeats.add(JobExecution.ends(execution.job(), over));
  }

  /**
   * Has a job run now, or as soon as it may beside others, whatever its timing says.
   *
   * @throws NoSuchElementException if there is no job of that name
   */
  public synchronized void runNow(String name) {
    ScheduledJob job =
        due.jobs().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new NoSuchElementException("There is no job " + name));
    Instant now = settings.clock().instant();
    states.waits(job, now, now);
    look();
    notifyAll();
  }

  /** All jobs as they are now, in the order of the configuration. */
  public synchronized List<JobView> jobs() {
    Instant now = settings.clock().instant();
    return due.jobs().stream().map(job -> view(job, now)).toList();
  }

  private JobView view(ScheduledJob job, Instant now) {
    JobState state = states.of(job);
    return new JobView(
        job,
        due.next(job, state, now),
        Optional.ofNullable(running.get(job.name())).map(one -> one.execution().view()),
        waiting.getOrDefault(job.name(), List.of()),
        due.overdue(job, state, now),
        state.success(),
        state.history());
  }

  /** What is wrong with the scheduler itself, in sentences for people. */
  public synchronized List<String> problems() {
    return states.problems();
  }

  /**
   * Starts no more jobs, interrupts those that run and waits for them as long as it has patience;
   * then interrupts again, so that the commands after them are ended too. What still runs after
   * that is left to itself, and is told as interrupted by the next process.
   */
  @Override
  public void close() {
    List<RunningJob> left;
    synchronized (this) {
      closed = true;
      left = List.copyOf(running.values());
      notifyAll();
    }
    boolean interrupted = Thread.interrupted();
    try {
      for (Duration patience : List.of(settings.patience(), LAST)) {
        left.forEach(one -> one.thread().interrupt());
        left = awaitEnd(left, patience);
      }
      abandon(left);
      heartbeats.close(LAST);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void abandon(List<RunningJob> left) {
    abandoned = true;
    left.forEach(one -> LOG.warn("{} does not end", one.execution().job().name()));
  }

  private static List<RunningJob> awaitEnd(List<RunningJob> jobs, Duration patience)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    List<RunningJob> left = new ArrayList<>();
    for (RunningJob one : jobs) {
      Duration remaining = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
      if (!one.thread().join(remaining)) {
        left.add(one);
      }
    }
    return left;
  }
}

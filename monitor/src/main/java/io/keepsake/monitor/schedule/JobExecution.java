package io.keepsake.monitor.schedule;

import io.keepsake.core.spi.alert.Heartbeat;
import io.keepsake.core.spi.alert.Heartbeat.Beat;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a job, with what runs before and after it. */
final class JobExecution {

  private static final Logger LOG = LoggerFactory.getLogger(JobExecution.class);

  private final ScheduledJob job;
  private final UnfinishedRun run;
  private final JobRunner runner;
  private final InstantSource clock;
  private volatile JobStep step = JobStep.of("begins");

  JobExecution(ScheduledJob job, UnfinishedRun run, JobRunner runner, InstantSource clock) {
    this.job = job;
    this.run = run;
    this.runner = runner;
    this.clock = clock;
  }

  ScheduledJob job() {
    return job;
  }

  RunView view() {
    return new RunView(run.id(), run.scheduled(), run.started(), step);
  }

  /** What came of it: decided here, unlike a {@link JobResult} also that it was interrupted. */
  private record Ending(JobOutcome outcome, String message, Map<String, Long> figures) {

    static Ending of(JobResult result) {
      return new Ending(result.outcome(), result.message(), result.figures());
    }

    static Ending failure(String message) {
      return of(JobResult.failure(message));
    }

    /** The command after it has failed: what was reached stays reached. */
    Ending but(String problem) {
      JobOutcome worse = outcome == JobOutcome.SUCCESS ? JobOutcome.DEGRADED : outcome;
      return new Ending(worse, message.isEmpty() ? problem : message + ". " + problem, figures);
    }
  }

  /** Does all of it, and returns when that is over; throws nothing. */
  JobRun run() {
    LOG.info("{} begins", job.name());
    Ending ending = beforeAndJob();
    // An interrupt has done its work; the command after the job is still to be run.
    boolean _ = Thread.interrupted();
    ending = after(ending);
    LOG.info("{} ends: {} {}", job.name(), ending.outcome().word(), ending.message());
    return run.ended(clock.instant(), ending.outcome(), ending.message(), ending.figures());
  }

  private Ending beforeAndJob() {
    try {
      if (job.commands().before().isPresent()) {
        step = JobStep.of("the command before it runs");
        Optional<String> problem = command("before", job.commands().before().get(), Map.of());
        if (problem.isPresent()) {
          return Ending.failure("It was not run: the command before it " + problem.get());
        }
      }
      step = JobStep.of("runs");
      return Ending.of(runner.run(job, next -> step = next));
    } catch (InterruptedException e) {
      return new Ending(JobOutcome.INTERRUPTED, "It was interrupted", Map.of());
    } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError e) {
      LOG.warn("{} failed unexpectedly", job.name(), e);
      return Ending.failure("Unexpected " + e.getClass().getName() + ": the log has the details");
    }
  }

  private Ending after(Ending ending) {
    if (job.commands().after().isEmpty()) {
      return ending;
    }
    step = JobStep.of("the command after it runs");
    Map<String, String> result = Map.of("KEEPSAKE_RESULT", ending.outcome().word());
    try {
      return command("after", job.commands().after().get(), result)
          .map(problem -> ending.but("The command after it " + problem))
          .orElse(ending);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ending.but("The command after it was interrupted");
    }
  }

  private Optional<String> command(String place, JobCommand command, Map<String, String> more)
      throws InterruptedException {
    Map<String, String> variables = new HashMap<>(more);
    variables.put("KEEPSAKE_JOB", job.name());
    return new CommandRun(job.name() + ", " + place, command, variables).run();
  }

  Heartbeat begins() {
    return new Heartbeat(job.name(), run.id(), Beat.START, "", run.started());
  }

  /** The heartbeat at the end of a run. */
  static Heartbeat ends(ScheduledJob job, JobRun over) {
    Beat beat = over.outcome().succeeded() ? Beat.SUCCESS : Beat.FAILURE;
    return new Heartbeat(job.name(), over.id(), beat, over.message(), over.ended());
  }
}

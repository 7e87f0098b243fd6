package io.keepsake.cli.agent;

import io.keepsake.monitor.dashboard.RunningJob;
import io.keepsake.monitor.dashboard.RunningJob.Progress;
import io.keepsake.monitor.dashboard.ScheduleCard;
import io.keepsake.monitor.dashboard.ScheduleCard.LastRun;
import io.keepsake.monitor.dashboard.ScheduleCard.Outcome;
import io.keepsake.monitor.schedule.JobOutcome;
import io.keepsake.monitor.schedule.JobRun;
import io.keepsake.monitor.schedule.JobStep;
import io.keepsake.monitor.schedule.JobView;
import java.util.Optional;

/** Jobs as the dashboard shows them. */
final class BoardJobs {

  private BoardJobs() {}

  static Optional<RunningJob> running(JobView view) {
    return view.running()
        .map(
            run -> {
              JobStep step = run.step();
              boolean bytes = step.unit().equals("bytes");
              Progress progress = new Progress(step.done(), step.total());
              return new RunningJob(
                  run.id(),
                  view.job().name(),
                  step.what(),
                  bytes ? progress : Progress.of(0),
                  bytes ? Progress.of(0) : progress,
                  run.started());
            });
  }

  static ScheduleCard schedule(JobView view) {
    Optional<JobRun> last =
        view.history().isEmpty() ? Optional.empty() : Optional.of(view.history().getLast());
    return new ScheduleCard(
        view.job().name(),
        view.job().action().verb().word(),
        view.job().timing().text(),
        Optional.of(view.next()),
        last.map(
            run ->
                new LastRun(outcome(run.outcome()), run.started(), run.duration(), run.message())));
  }

  private static Outcome outcome(JobOutcome outcome) {
    return switch (outcome) {
      case SUCCESS -> Outcome.SUCCEEDED;
      case DEGRADED -> Outcome.DEGRADED;
      case FAILURE, INTERRUPTED -> Outcome.FAILED;
      case SKIPPED -> Outcome.MISSED;
    };
  }
}

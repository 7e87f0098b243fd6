package io.keepsake.monitor.prometheus;

import io.keepsake.monitor.schedule.JobOutcome;
import io.keepsake.monitor.schedule.JobRun;
import io.keepsake.monitor.schedule.JobView;
import java.util.Map;

/** How jobs fare. */
record JobGauges(Gauges gauges) {

  /** The figures of runs that are told, and by which word: others are for people only. */
  private static final Map<String, String> BYTES =
      Map.of("bytes-read", "read", "bytes-stored", "stored");

  void add(JobView view) {
    String[] labels = {"job_name", view.job().name(), "verb", view.job().action().verb().word()};
    gauges.add("job_running", "1 while it runs", view.running().isPresent() ? 1 : 0, labels);
    gauges.add(
        "job_overdue",
        "1 if it has not succeeded when it should have",
        view.overdue().isPresent() ? 1 : 0,
        labels);
    gauges.add("job_next_timestamp_seconds", "When it begins next", view.next(), labels);
    view.lastSuccess()
        .ifPresent(
            time ->
                gauges.add(
                    "job_last_success_timestamp_seconds",
                    "When the last run began that succeeded",
                    time,
                    labels));
    view.last().ifPresent(run -> add(run, labels));
  }

  private void add(JobRun run, String... labels) {
    gauges.addState(
        "job_last_result",
        "1 for the result of the last run",
        "result",
        run.outcome(),
        JobOutcome.values(),
        labels);
    gauges.add("job_last_end_timestamp_seconds", "When the last run ended", run.ended(), labels);
    gauges.add("job_last_duration_seconds", "How long the last run took", run.duration(), labels);
    BYTES.forEach(
        (figure, word) -> {
          Long bytes = run.figures().get(figure);
          if (bytes != null) {
            gauges.add(
                "job_last_bytes",
                "Bytes that the last run read and stored",
                bytes,
                labels[0],
                labels[1],
                labels[2],
                labels[3],
                "kind",
                word);
          }
        });
  }
}

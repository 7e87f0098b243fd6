package io.keepsake.monitor.schedule;

/** Can do what jobs are about. Safe for use by many threads. */
@FunctionalInterface
public interface JobRunner {

  /**
   * Does it, and returns when it is done.
   *
   * @return how it went; what else is thrown counts as a failure too, but says less to people
   * @throws InterruptedException if interrupted, soon after that
   */
  JobResult run(ScheduledJob job, JobProgress progress) throws InterruptedException;
}

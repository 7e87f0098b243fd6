package io.keepsake.monitor.schedule;

import java.util.Optional;

/**
 * What runs around a job. Both get {@code KEEPSAKE_JOB}, its name, in their environment, and no
 * other variable that begins with {@code KEEPSAKE_} but those named here.
 *
 * @param before if it fails the job is not run, and counts as failed
 * @param after runs in any case, also if the job is interrupted, with {@code KEEPSAKE_RESULT}:
 *     {@code success}, {@code degraded}, {@code failure} or {@code interrupted}
 */
public record JobCommands(Optional<JobCommand> before, Optional<JobCommand> after) {

  /** Nothing around it. */
  public static JobCommands none() {
    return new JobCommands(Optional.empty(), Optional.empty());
  }

  /** The same with this before it. */
  public JobCommands withBefore(JobCommand command) {
    return new JobCommands(Optional.of(command), after);
  }

  /** The same with this after it. */
  public JobCommands withAfter(JobCommand command) {
    return new JobCommands(before, Optional.of(command));
  }
}

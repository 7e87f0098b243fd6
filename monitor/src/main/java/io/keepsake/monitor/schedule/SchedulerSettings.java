package io.keepsake.monitor.schedule;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How a scheduler runs.
 *
 * @param clock what time it is
 * @param stateDirectory where it keeps what it knows; made if missing; one process at a time uses
 *     it
 * @param host the name of this machine, for the jitter
 * @param history how many runs of each job are remembered
 * @param patience how long jobs may take to end when the scheduler is closed
 */
public record SchedulerSettings(
    InstantSource clock, Path stateDirectory, String host, int history, Duration patience) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if no run is to be remembered or the patience is negative
   */
  public SchedulerSettings {
    if (history < 1) {
      throw new IllegalArgumentException("At least one run is remembered: " + history);
    }
    if (patience.isNegative()) {
      throw new IllegalArgumentException("Patience is not negative: " + patience);
    }
  }

  /** The machine's clock, 50 runs of each job, 30 seconds to end. */
  public static SchedulerSettings standard(Path stateDirectory, String host) {
    return new SchedulerSettings(
        InstantSource.system(), stateDirectory, host, 50, Duration.ofSeconds(30));
  }
}

package io.keepsake.monitor.schedule;

import java.time.Duration;
import java.util.List;

/**
 * A program that runs before or after a job. What it prints goes to the log; it reads nothing.
 *
 * @param command the program and its arguments
 * @param limit how long it may take; then it is ended, with all that it started
 */
public record JobCommand(List<String> command, Duration limit) {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there is no program or no time
   */
  public JobCommand {
    command = List.copyOf(command);
    if (command.isEmpty() || command.getFirst().isBlank()) {
      throw new IllegalArgumentException("A command names a program");
    }
    if (!limit.isPositive()) {
      throw new IllegalArgumentException("A command has some time: " + limit);
    }
  }

  /** A line for {@code /bin/sh}. */
  public static JobCommand shell(String line, Duration limit) {
    if (line.isBlank()) {
      throw new IllegalArgumentException("A command names a program");
    }
    return new JobCommand(List.of("/bin/sh", "-c", line), limit);
  }
}

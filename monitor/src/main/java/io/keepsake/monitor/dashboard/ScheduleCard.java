package io.keepsake.monitor.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What runs by itself.
 *
 * @param name the user's word for it
 * @param task what it does, such as {@code backup}
 * @param plan when, as the user wrote it, such as {@code daily at 02:30}
 * @param next when it runs next; empty if it does not, such as while it is paused
 * @param last how it went last; empty if it has never run
 */
public record ScheduleCard(
    String name, String task, String plan, Optional<Instant> next, Optional<LastRun> last) {

  /**
   * How a run went.
   *
   * @param outcome in one word
   * @param time when it began, or should have
   * @param took how long it ran
   * @param message one sentence for people, such as what failed; may be empty
   */
  public record LastRun(Outcome outcome, Instant time, Duration took, String message) {

    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public LastRun {
      if (took.isNegative()) {
        throw new IllegalArgumentException("No run takes " + took);
      }
    }
  }

  /** How a run can go. */
  public enum Outcome {
    /** It did what it should. */
    SUCCEEDED,
    /** It did, but less well than is wanted, such as with fewer copies. */
    DEGRADED,
    /** It did not. */
    FAILED,
    /** It did not run when it should have. */
    MISSED
  }

  /**
   * Checks the words.
   *
   * @throws IllegalArgumentException if one is blank
   */
  public ScheduleCard {
    if (name.isBlank() || task.isBlank() || plan.isBlank()) {
      throw new IllegalArgumentException("A schedule has a name, a task and a plan");
    }
  }
}

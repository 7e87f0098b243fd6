package io.keepsake.core.spi.alert;

import io.keepsake.core.spi.text.Sanitiser;
import java.time.Instant;

/**
 * A sign that a job runs.
 *
 * @param job which: a schedule's name
 * @param run the same from the start of a run to its end
 * @param beat how far it is
 * @param message one sentence for people, such as what failed; may be empty
 * @param time when
 */
public record Heartbeat(String job, String run, Beat beat, String message, Instant time) {

  /** How far a job is. */
  public enum Beat {
    /** It begins. */
    START,
    /** It has ended and did what it should. */
    SUCCESS,
    /** It has ended and did not. */
    FAILURE
  }

  /**
   * Checks the names, and takes secrets out of the message.
   *
   * @throws IllegalArgumentException if the job's or the run's is blank
   */
  public Heartbeat {
    if (job.isBlank() || run.isBlank()) {
      throw new IllegalArgumentException("A heartbeat names its job and its run");
    }
    message = Sanitiser.clean(message);
  }
}

package io.keepsake.monitor.alert.state;

import java.time.Instant;

/**
 * What became of a command.
 *
 * @param command its id
 * @param outcome whether it was carried out
 * @param sentence what was done, or why not, for people
 * @param time when
 */
public record Answer(String command, Outcome outcome, String sentence, Instant time) {

  /** Whether a command was carried out. */
  public enum Outcome {
    /** It was. */
    DONE,
    /** It was not, and will not be. */
    REFUSED
  }
}

package io.keepsake.monitor.schedule.timing;

/**
 * A line is no timing. The message is one sentence that says what was found, where in the line, and
 * what would be right.
 */
public final class TimingException extends Exception {

  private static final long serialVersionUID = 1;

  TimingException(String message) {
    super(message);
  }
}

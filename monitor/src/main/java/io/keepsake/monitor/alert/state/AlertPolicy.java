package io.keepsake.monitor.alert.state;

import java.time.Duration;

/**
 * When people are told.
 *
 * @param keep how long something that is over is still listed; no less than the window of flapping
 */
public record AlertPolicy(
    GroupingPolicy grouping, ReminderPolicy reminders, FlappingPolicy flapping, Duration keep) {

  /** What holds unless it is replaced. */
  public static final AlertPolicy STANDARD =
      new AlertPolicy(
          new GroupingPolicy(Duration.ofMinutes(2), Duration.ofSeconds(30), 20),
          new ReminderPolicy(Duration.ofDays(1), Duration.ofHours(6)),
          new FlappingPolicy(4, Duration.ofHours(12), Duration.ofHours(4)),
          Duration.ofDays(1));

  /** These, with what is over listed for as long as they need at least, and a day otherwise. */
  public static AlertPolicy of(
      GroupingPolicy grouping, ReminderPolicy reminders, FlappingPolicy flapping) {
    Duration keep = STANDARD.keep();
    return new AlertPolicy(
        grouping,
        reminders,
        flapping,
        flapping.window().compareTo(keep) > 0 ? flapping.window() : keep);
  }

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if what is over would be forgotten before it can flap
   */
  public AlertPolicy {
    if (keep.compareTo(flapping.window()) < 0) {
      throw new IllegalArgumentException(
          "What is over is kept for the window of flapping, %s, at least"
              .formatted(flapping.window()));
    }
  }
}

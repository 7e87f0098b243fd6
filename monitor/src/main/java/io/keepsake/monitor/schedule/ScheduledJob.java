package io.keepsake.monitor.schedule;

import io.keepsake.monitor.schedule.timing.Timing;
import java.time.ZoneId;

/**
 * Something to do again and again.
 *
 * @param name the user's short name for it: letters, digits, {@code -}, {@code _} and {@code .},
 *     starting with a letter or digit; no two jobs of a scheduler share one
 * @param vault which vault it is about: jobs with the same text here share one
 * @param action what it does
 * @param timing when
 * @param zone whose clock the timing is about
 * @param rules how it is started
 * @param commands what runs around it
 */
public record ScheduledJob(
    String name,
    String vault,
    JobAction action,
    Timing timing,
    ZoneId zone,
    JobRules rules,
    JobCommands commands) {

  /**
   * Checks the names.
   *
   * @throws IllegalArgumentException if the name breaks the rule above or the vault's is blank
   */
  public ScheduledJob {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
      throw new IllegalArgumentException(
          "A job's name has 1 to 64 letters, digits, '-', '_' or '.': '" + name + "'");
    }
    if (vault.isBlank()) {
      throw new IllegalArgumentException("A job names its vault: " + name);
    }
  }

  /** A job with the standard rules and nothing around it. */
  public static ScheduledJob of(
      String name, String vault, JobAction action, Timing timing, ZoneId zone) {
    return new ScheduledJob(
        name, vault, action, timing, zone, JobRules.standard(), JobCommands.none());
  }

  /** The same with these rules. */
  public ScheduledJob with(JobRules other) {
    return new ScheduledJob(name, vault, action, timing, zone, other, commands);
  }

  /** The same with these commands around it. */
  public ScheduledJob with(JobCommands other) {
    return new ScheduledJob(name, vault, action, timing, zone, rules, other);
  }

  /** Whether the two do not run at the same time. */
  boolean conflictsWith(ScheduledJob other) {
    return vault.equals(other.vault) && (wantsToBeAlone() || other.wantsToBeAlone());
  }

  private boolean wantsToBeAlone() {
    return action.verb().sharing() == JobVerb.Sharing.ALONE && rules.conflicts() == Conflicts.WAIT;
  }
}

package io.keepsake.monitor.alert.rule;

import io.keepsake.monitor.alert.rule.Finding.Trouble;
import io.keepsake.monitor.alert.rule.Finding.Well;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What rules say of schedules whose runs were due long ago.
 *
 * @param what the kind of run, with a capital letter
 * @param rest what follows when somebody is told: what it means and what to do
 */
record Overdue(String what, String rest) {

  /** Trouble where a run has been due for longer than the least limit. */
  Finding finding(
      DurationLimits limits,
      String schedule,
      Optional<Instant> due,
      Optional<Instant> lastSuccess,
      Instant now) {
    Duration late = due.map(then -> Duration.between(then, now)).orElse(Duration.ZERO);
    String last = lastSuccess.map(Instant::toString).orElse("never");
    return limits
        .reached(late)
        .<Finding>map(
            severity ->
                new Trouble(
                    schedule,
                    now,
                    severity,
                    "%s %s is overdue by %s (last success: %s)%s"
                        .formatted(what, schedule, Words.duration(late), last, rest),
                    Map.of("last success", last)))
        .orElseGet(
            () -> new Well(schedule, now, "%s %s is up to date again".formatted(what, schedule)));
  }
}

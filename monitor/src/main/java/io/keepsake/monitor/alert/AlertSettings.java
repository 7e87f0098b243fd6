package io.keepsake.monitor.alert;

import io.keepsake.monitor.alert.outbox.OutboxPolicy;
import io.keepsake.monitor.alert.rule.AlertLimits;
import io.keepsake.monitor.alert.rule.Rule;
import io.keepsake.monitor.alert.state.AlertPolicy;
import java.util.List;
import java.util.Set;

/**
 * How alerts are made and told.
 *
 * @param origin which vault on which machine they are about, for people who have several
 * @param sinks ids of the sinks that are told
 * @param rules what is worth an alert
 * @param policy when people are told
 * @param outbox how notices are delivered
 */
public record AlertSettings(
    String origin, Set<String> sinks, List<Rule> rules, AlertPolicy policy, OutboxPolicy outbox) {

  /** Copies the collections. */
  public AlertSettings {
    sinks = Set.copyOf(sinks);
    rules = List.copyOf(rules);
  }

  /** With all that is standard. */
  public static AlertSettings standard(String origin, Set<String> sinks) {
    return new AlertSettings(
        origin, sinks, AlertLimits.STANDARD.rules(), AlertPolicy.STANDARD, OutboxPolicy.STANDARD);
  }
}

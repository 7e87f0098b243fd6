package io.keepsake.monitor.alert;

import io.keepsake.core.spi.alert.Severity;
import io.keepsake.monitor.alert.outbox.OutboxPolicy;
import io.keepsake.monitor.alert.rule.AlertLimits;
import io.keepsake.monitor.alert.rule.Rule;
import io.keepsake.monitor.alert.state.AlertPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How alerts are made and told.
 *
 * @param origin which vault on which machine they are about, for people who have several
 * @param sinks ids of the sinks that are told, each with the least severity that it is told of;
 *     what becomes of an alert that a sink was told of is told there to its end, whatever its
 *     severity is by then
 * @param rules what is worth an alert
 * @param policy when people are told
 * @param outbox how notices are delivered
 */
public record AlertSettings(
    String origin,
    Map<String, Severity> sinks,
    List<Rule> rules,
    AlertPolicy policy,
    OutboxPolicy outbox) {

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if a sink is to be told from {@link Severity#RESOLVED} on
   */
  public AlertSettings {
    if (sinks.containsValue(Severity.RESOLVED)) {
      throw new IllegalArgumentException("A sink is told of warnings, or of what is critical");
    }
    sinks = Map.copyOf(sinks);
    rules = List.copyOf(rules);
  }

  /** With all that is standard; each sink is told of all. */
  public static AlertSettings standard(String origin, Set<String> sinks) {
    return new AlertSettings(
        origin,
        allOf(sinks),
        AlertLimits.STANDARD.rules(),
        AlertPolicy.STANDARD,
        OutboxPolicy.STANDARD);
  }

  /** Sinks that are told of all. */
  public static Map<String, Severity> allOf(Set<String> sinks) {
    Map<String, Severity> all = new TreeMap<>();
    sinks.forEach(sink -> all.put(sink, Severity.WARNING));
    return all;
  }

  /** From which severity on a sink is told. */
  Severity least(String sink) {
    return Optional.ofNullable(sinks.get(sink)).orElse(Severity.WARNING);
  }
}

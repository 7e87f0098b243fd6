package io.keepsake.cli.config;

import io.keepsake.core.spi.alert.Severity;
import io.keepsake.core.spi.alert.SinkSettings;
import io.keepsake.monitor.alert.AlertSettings;
import io.keepsake.monitor.alert.outbox.OutboxPolicy;
import io.keepsake.monitor.alert.rule.AlertLimits;
import io.keepsake.monitor.alert.state.AlertPolicy;
import java.util.List;
import java.util.Map;

/**
 * Who is told of what, and when.
 *
 * @param limits what is worth an alert
 * @param policy when people are told
 * @param sinks who is told
 * @param least the least severity that each of them is told of, by its id
 */
public record AlertPlan(
    AlertLimits limits, AlertPolicy policy, List<SinkSettings> sinks, Map<String, Severity> least) {

  /** What holds where a file says nothing: nobody is told. */
  public static final AlertPlan USUAL =
      new AlertPlan(AlertLimits.STANDARD, AlertPolicy.STANDARD, List.of(), Map.of());

  /** Copies the collections. */
  public AlertPlan {
    sinks = List.copyOf(sinks);
    least = Map.copyOf(least);
  }

  /**
   * How alerts are made and told.
   *
   * @param origin which vault on which machine they are about
   */
  public AlertSettings settings(String origin) {
    return new AlertSettings(origin, least, limits.rules(), policy, OutboxPolicy.STANDARD);
  }
}

package io.keepsake.cli.config;

import io.keepsake.core.retention.RetentionChoice;
import io.keepsake.core.spi.alert.SinkSettings;
import io.keepsake.monitor.alert.rule.AlertLimits;
import io.keepsake.monitor.health.HealthProfile;
import io.keepsake.monitor.schedule.ScheduledJob;
import java.util.List;
import java.util.Optional;

/**
 * What a vault file says about watching the vault.
 *
 * @param profile how providers are probed, and what is well
 * @param limits when people are told
 * @param sinks who is told
 * @param jobs what is done by itself
 * @param dashboard where the dashboard is; empty for none
 * @param retention what jobs that forget keep
 */
public record AgentPlan(
    HealthProfile profile,
    AlertLimits limits,
    List<SinkSettings> sinks,
    List<ScheduledJob> jobs,
    Optional<DashboardPlace> dashboard,
    List<RetentionChoice> retention) {

  /** What holds where a file says nothing. */
  public static final AgentPlan USUAL =
      new AgentPlan(
          HealthProfile.PRODUCTION,
          AlertLimits.STANDARD,
          List.of(),
          List.of(),
          Optional.of(DashboardPlace.LOOPBACK),
          List.of());

  /** Copies the lists. */
  public AgentPlan {
    sinks = List.copyOf(sinks);
    jobs = List.copyOf(jobs);
    retention = List.copyOf(retention);
  }
}

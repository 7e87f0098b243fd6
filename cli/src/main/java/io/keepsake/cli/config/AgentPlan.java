package io.keepsake.cli.config;

import io.keepsake.core.retention.RetentionChoice;
import io.keepsake.monitor.health.HealthProfile;
import io.keepsake.monitor.schedule.ScheduledJob;
import java.util.List;
import java.util.Optional;

/**
 * What a vault file says about watching the vault.
 *
 * @param profile how providers are probed, and what is well
 * @param alerts who is told of what, and when
 * @param jobs what is done by itself
 * @param dashboard where the dashboard is; empty for none
 * @param retention what jobs that forget keep
 */
public record AgentPlan(
    HealthProfile profile,
    AlertPlan alerts,
    List<ScheduledJob> jobs,
    Optional<DashboardPlace> dashboard,
    List<RetentionChoice> retention) {

  /** What holds where a file says nothing. */
  public static final AgentPlan USUAL =
      new AgentPlan(
          HealthProfile.PRODUCTION,
          AlertPlan.USUAL,
          List.of(),
          Optional.of(DashboardPlace.LOOPBACK),
          List.of());

  /** Copies the list. */
  public AgentPlan {
    jobs = List.copyOf(jobs);
    retention = List.copyOf(retention);
  }
}

package io.keepsake.cli.agent;

import io.keepsake.cli.output.Human;
import io.keepsake.core.retention.Candidate;
import io.keepsake.core.retention.Decision;
import io.keepsake.core.retention.RetentionChoice;
import io.keepsake.core.retention.RetentionPlan;
import io.keepsake.core.vault.Attribution;
import io.keepsake.core.vault.ForgetResult;
import io.keepsake.core.vault.SnapshotId;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultRetention;
import io.keepsake.monitor.schedule.JobOutcome;
import io.keepsake.monitor.schedule.JobResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A scheduled forgetting by the policies of the vault file.
 *
 * @param choices the policies
 * @param host name of this machine
 */
record ForgetRun(List<RetentionChoice> choices, String host) {

  /** Makes it. */
  JobResult run(Vault vault, Instant now, JobEvents events) throws VaultException {
    VaultRetention retention = new VaultRetention(vault, events);
    RetentionPlan plan = retention.plan(choices, now);
    if (!plan.emptied().isEmpty()) {
      return JobResult.failure(
          "nothing was forgotten: the policy would keep no snapshot of "
              + String.join("; of ", plan.emptied()));
    }
    List<SnapshotId> ids = plan.removed().stream().map(each -> new SnapshotId(each.id())).toList();
    ForgetResult result =
        retention.forget(
            ids, new Attribution(host, System.getProperty("user.name", ""), "scheduled policy"));
    return result(result, ahead(plan, now));
  }

  private static List<Candidate> ahead(RetentionPlan plan, Instant now) {
    return RetentionPlan.ahead(plan.decisions().stream().map(Decision::candidate).toList(), now);
  }

  private static JobResult result(ForgetResult result, List<Candidate> ahead) {
    StringBuilder text =
        new StringBuilder(
            Human.count(result.forgotten().size(), "snapshot", "snapshots") + " forgotten");
    if (!ahead.isEmpty()) {
      text.append("; ")
          .append(Human.count(ahead.size(), "snapshot is", "snapshots are"))
          .append(" dated ahead of this machine's clock, kept and not counted");
    }
    result
        .pending()
        .forEach((id, why) -> text.append("; still at ").append(id).append(": ").append(why));
    boolean whole = result.pending().isEmpty() && ahead.isEmpty();
    return new JobResult(
        whole ? JobOutcome.SUCCESS : JobOutcome.DEGRADED,
        text.toString(),
        Map.of(
            "forgotten", (long) result.forgotten().size(),
            "finished", result.finished(),
            "pending", (long) result.pending().size()));
  }
}

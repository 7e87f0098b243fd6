package io.keepsake.cli.agent;

import io.keepsake.cli.output.Human;
import io.keepsake.core.vault.PruneResult;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultPruning;
import io.keepsake.monitor.schedule.JobOutcome;
import io.keepsake.monitor.schedule.JobResult;
import java.time.Duration;
import java.util.Map;

/**
 * A scheduled pruning.
 *
 * @param host name of this machine
 */
record PruneRun(String host) {

  /** Backups of other machines are waited for so long; the next pruning does the rest. */
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  /** Makes it. */
  JobResult run(Vault vault, JobEvents events) throws VaultException {
    PruneResult result =
        new VaultPruning(vault, host, System.getProperty("user.name", ""), events).prune(PATIENCE);
    StringBuilder text =
        new StringBuilder(Human.count(result.packs(), "pack", "packs") + " deleted");
    result
        .waitingFor()
        .forEach(session -> text.append("; waiting for session ").append(session.description()));
    result
        .pending()
        .forEach((id, why) -> text.append("; still at ").append(id).append(": ").append(why));
    return new JobResult(
        result.complete() ? JobOutcome.SUCCESS : JobOutcome.DEGRADED,
        text.toString(),
        Map.of(
            "packs", result.packs(),
            "index-objects", result.indexes(),
            "waiting", (long) result.waitingFor().size()));
  }
}

package io.keepsake.cli.agent;

import io.keepsake.cli.output.Human;
import io.keepsake.core.vault.PruneRequest;
import io.keepsake.core.vault.PruneResult;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultPruning;
import io.keepsake.core.vault.VaultSession;
import io.keepsake.monitor.schedule.JobAction;
import io.keepsake.monitor.schedule.JobOutcome;
import io.keepsake.monitor.schedule.JobResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A scheduled pruning.
 *
 * @param host name of this machine
 */
record PruneRun(String host) {

  /** Backups of other machines are waited for so long; the next pruning does the rest. */
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private static PruneRequest request(JobAction action) {
    PruneRequest request = PruneRequest.waiting(PATIENCE);
    Optional<PruneRequest> limited =
        action.value("max-unused").map(Double::valueOf).map(request::withUnusedPercent);
    return limited.orElse(request);
  }

  /** Makes it. */
  JobResult run(Vault vault, JobAction action, JobEvents events) throws VaultException {
    VaultPruning pruning =
        new VaultPruning(vault, host, System.getProperty("user.name", ""), events);
    Optional<Duration> age = action.value("fence-after").map(Duration::parse);
    List<VaultSession> fenced =
        age.isPresent() ? pruning.fenceOlderThan(age.get()) : List.<VaultSession>of();
    PruneResult result = pruning.prune(request(action));
    StringBuilder text =
        new StringBuilder(Human.count(result.packs(), "pack", "packs") + " deleted");
    fenced.forEach(session -> text.append("; ended session ").append(session.description()));
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
            "packs",
            result.packs(),
            "index-objects",
            result.indexes(),
            "repacked",
            result.repacked().packs(),
            "waiting",
            (long) result.waitingFor().size(),
            "fenced",
            (long) fenced.size()));
  }
}

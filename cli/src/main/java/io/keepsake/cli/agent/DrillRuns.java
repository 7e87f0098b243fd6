package io.keepsake.cli.agent;

import io.keepsake.core.vault.DrillRequest;
import io.keepsake.core.vault.FailoverResult;
import io.keepsake.core.vault.VaultDrill;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultSettings;
import io.keepsake.monitor.schedule.JobAction;
import io.keepsake.monitor.schedule.JobOutcome;
import io.keepsake.monitor.schedule.JobResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Scheduled drills: without some providers, or without each in turn.
 *
 * @param setup of the agent
 * @param watched the vault's settings, with whoever measures
 * @param checks hear what came of it
 */
record DrillRuns(AgentSetup setup, VaultSettings watched, LastChecks checks) {

  private static final long USUAL_SAMPLE = 256L << 20;
  private static final long SEEDS = 1_000_000_000;

  /** Makes them. */
  JobResult run(JobAction action, JobEvents events) throws VaultException {
    DrillRequest.Extent extent =
        new DrillRequest.Sample(
            action.value("sample").map(DrillRuns::bytes).orElse(USUAL_SAMPLE),
            new SplittableRandom().nextLong(SEEDS));
    List<String> sentences = new ArrayList<>();
    long passed = 0;
    long bytes = 0;
    List<Set<String>> cuts = cuts(action.values("without"));
    for (Set<String> cut : cuts) {
      DrillRequest request = new DrillRequest(cut, "latest", extent, setup.scratch());
      FailoverResult result =
          VaultDrill.run(watched, setup.key(), request, setup.plugins(), events);
      checks.drilled(result);
      sentences.add(result.sentence());
      passed += result.passed() ? 1 : 0;
      bytes += result.compared().bytes();
    }
    return new JobResult(
        passed == cuts.size() ? JobOutcome.SUCCESS : JobOutcome.FAILURE,
        String.join("; ", sentences),
        Map.of("drills", (long) cuts.size(), "passed", passed, "bytes-compared", bytes));
  }

  private List<Set<String>> cuts(List<String> without) {
    return without.isEmpty()
        ? watched.stores().stream().map(store -> Set.of(store.id())).toList()
        : List.of(Set.copyOf(without));
  }

  private static long bytes(String size) {
    long count = Long.parseLong(size.replaceAll("[^0-9]", ""));
    return count << (size.endsWith("KiB") ? 10 : size.endsWith("MiB") ? 20 : 30);
  }
}

package io.keepsake.cli.agent;

import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultSettings;
import io.keepsake.core.vault.VerifyReport;
import io.keepsake.core.vault.VerifyRequest;
import io.keepsake.monitor.schedule.JobAction;
import io.keepsake.monitor.schedule.JobOutcome;
import io.keepsake.monitor.schedule.JobProgress;
import io.keepsake.monitor.schedule.JobResult;
import io.keepsake.monitor.schedule.JobRunner;
import io.keepsake.monitor.schedule.ScheduledJob;
import java.time.Instant;
import java.util.Map;

/** Does what jobs are about. Opens the vault anew for each, as it fares then. */
final class VaultJobs implements JobRunner {

  private final AgentSetup setup;
  private final VaultSettings watched;
  private final VaultPicture picture;
  private final LastChecks checks;

  /**
   * Jobs of a vault.
   *
   * @param watched its settings, with whoever measures
   */
  VaultJobs(AgentSetup setup, VaultSettings watched, VaultPicture picture, LastChecks checks) {
    this.setup = setup;
    this.watched = watched;
    this.picture = picture;
    this.checks = checks;
  }

  @Override
  public JobResult run(ScheduledJob job, JobProgress progress) throws InterruptedException {
    JobEvents events = new JobEvents(job.name(), progress);
    try {
      return switch (job.action().verb()) {
        case BACKUP -> backup(job.action(), events);
        case VERIFY -> verify(job.action(), events);
        case REPAIR -> new RepairRun(setup, watched, picture, checks).run(job.action(), events);
        case DRILL -> new DrillRuns(setup, watched, checks).run(job.action(), events);
        case FORGET -> forget(events);
        case PRUNE -> prune(job.action(), events);
      };
    } catch (VaultException e) {
      if (e.kind() == VaultException.Kind.INTERRUPTED) {
        throw new InterruptedException();
      }
      return JobResult.failure(String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      return JobResult.failure(String.valueOf(e.getMessage()));
    }
  }

  private JobResult backup(JobAction action, JobEvents events) throws VaultException {
    try (Vault vault = Vault.open(watched, setup.key(), setup.plugins(), events)) {
      JobResult result = new BackupRun(setup.host()).run(vault, action, events);
      picture.seen(vault.status());
      return result;
    }
  }

  private JobResult forget(JobEvents events) throws VaultException {
    try (Vault vault = Vault.open(watched, setup.key(), setup.plugins(), events)) {
      JobResult result =
          new ForgetRun(setup.plan().retention(), setup.host()).run(vault, Instant.now(), events);
      picture.seen(vault.status());
      return result;
    }
  }

  private JobResult prune(JobAction action, JobEvents events) throws VaultException {
    try (Vault vault = Vault.open(watched, setup.key(), setup.plugins(), events)) {
      return new PruneRun(setup.host()).run(vault, action, events);
    }
  }

  private JobResult verify(JobAction action, JobEvents events) throws VaultException {
    VerifyRequest request =
        new VerifyRequest(
            action.has("data") ? VerifyRequest.Depth.DATA : VerifyRequest.Depth.STRUCTURE,
            action.value("percent").map(Integer::parseInt).orElse(100));
    try (Vault vault = Vault.open(watched, setup.key(), setup.plugins(), events)) {
      VerifyReport report = vault.verify(request, events);
      checks.verified(
          report, watched.stores().stream().map(store -> store.id()).toList(), Instant.now());
      Map<String, Long> figures =
          Map.of(
              "objects", report.objects(),
              "bytes-read", report.bytes(),
              "findings", (long) report.findings().size());
      return report.sound()
          ? new JobResult(JobOutcome.SUCCESS, "no damage found", figures)
          : new JobResult(JobOutcome.FAILURE, damage(report), figures);
    }
  }

  private static String damage(VerifyReport report) {
    VerifyReport.Finding first = report.findings().getFirst();
    return "damage found, %d in all; the first: %s%s: %s"
        .formatted(
            report.findings().size(),
            first.object(),
            first.storeId().isEmpty() ? "" : " at " + first.storeId(),
            first.problem());
  }
}

package io.keepsake.cli.agent;

import io.keepsake.cli.output.Human;
import io.keepsake.core.placement.Role;
import io.keepsake.core.vault.Attribution;
import io.keepsake.core.vault.ForgetResult;
import io.keepsake.core.vault.ProviderStatus;
import io.keepsake.core.vault.RepairReport;
import io.keepsake.core.vault.RepairRequest;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultRepair;
import io.keepsake.core.vault.VaultRetention;
import io.keepsake.core.vault.VaultSettings;
import io.keepsake.core.vault.VaultStatus;
import io.keepsake.core.vault.VerifyReport;
import io.keepsake.monitor.schedule.JobAction;
import io.keepsake.monitor.schedule.JobOutcome;
import io.keepsake.monitor.schedule.JobResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A scheduled repair, or one that is made only where something is owed.
 *
 * @param setup of the agent
 * @param watched the vault's settings, with whoever measures
 * @param picture is looked at, and looks again
 * @param checks hear of a repair that left nothing to be found
 */
record RepairRun(AgentSetup setup, VaultSettings watched, VaultPicture picture, LastChecks checks) {

  /** The option of a repair that is made only where something is owed to a provider in reach. */
  static final String IF_OWED = "if-owed";

  private static final Logger LOG = LoggerFactory.getLogger(RepairRun.class);

  /** Makes it. */
  JobResult run(JobAction action, JobEvents events) throws VaultException {
    if (action.has(IF_OWED)) {
      picture.look();
      if (picture.problem().isPresent()) {
        return JobResult.failure("what is owed cannot be seen: " + picture.problem().get());
      }
      if (picture.status().filter(RepairRun::owesInReach).isEmpty()) {
        return JobResult.success("nothing is owed to a provider in reach");
      }
    }
    RepairRequest.Depth depth = depth(action);
    RepairReport report =
        VaultRepair.run(
            watched,
            new RepairRequest(depth, RepairRequest.Action.APPLY, Optional.empty()),
            setup.plugins(),
            events);
    endForgetting(events);
    picture.look();
    if (report.complete() && depth == RepairRequest.Depth.DATA) {
      List<String> providers = watched.stores().stream().map(store -> store.id()).toList();
      checks.verified(new VerifyReport(0, 0, 0, List.of()), providers, Instant.now());
    }
    return result(report);
  }

  private static RepairRequest.Depth depth(JobAction action) {
    if (action.has("data")) {
      return RepairRequest.Depth.DATA;
    }
    return action.has("checksum") ? RepairRequest.Depth.CHECKSUM : RepairRequest.Depth.LISTING;
  }

  /**
   * Takes snapshots that were forgotten from providers that were away then. A repair as such has no
   * key, and cannot tell whether a tombstone is right.
   */
  private void endForgetting(JobEvents events) throws VaultException {
    try (Vault vault = Vault.open(watched, setup.key(), setup.plugins(), events)) {
      ForgetResult ended =
          new VaultRetention(vault, events)
              .forget(
                  List.of(),
                  new Attribution(setup.host(), System.getProperty("user.name", ""), "upkeep"));
      if (ended.finished() > 0) {
        LOG.info(
            "{} taken from providers",
            Human.count(ended.finished(), "forgotten snapshot", "forgotten snapshots"));
      }
    } catch (VaultException e) {
      if (e.kind() == VaultException.Kind.INTERRUPTED) {
        throw e;
      }
      LOG.debug("Forgotten snapshots stay where they are for now: {}", e.getMessage());
    }
  }

  private static boolean owesInReach(VaultStatus status) {
    return status.providers().stream()
        .filter(each -> each.traits().role() == Role.ACTIVE && each.problem().isEmpty())
        .mapToLong(ProviderStatus::missing)
        .anyMatch(missing -> missing > 0);
  }

  private static JobResult result(RepairReport report) {
    long repaired =
        report.providers().stream().mapToLong(RepairReport.ProviderRepair::repaired).sum();
    long written =
        report.providers().stream().mapToLong(RepairReport.ProviderRepair::bytesWritten).sum();
    long owed = report.providers().stream().mapToLong(RepairReport.ProviderRepair::owed).sum();
    Map<String, Long> figures =
        Map.of("repaired", repaired, "bytes-written", written, "owed", owed);
    String did =
        "%s written, %s".formatted(Human.count(repaired, "copy", "copies"), Human.size(written));
    if (report.lostCount() > 0) {
      return new JobResult(
          JobOutcome.FAILURE,
          did
              + "; %s no good copy anywhere; 'keepsake verify' names the files"
                  .formatted(Human.count(report.lostCount(), "object has", "objects have")),
          figures);
    }
    return report.complete()
        ? new JobResult(JobOutcome.SUCCESS, did + "; every provider has everything", figures)
        : new JobResult(
            JobOutcome.DEGRADED, did + "; not every provider has everything yet", figures);
  }
}

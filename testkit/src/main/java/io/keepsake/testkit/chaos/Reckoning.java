package io.keepsake.testkit.chaos;

import static io.keepsake.testkit.chaos.ChaosFailure.require;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.vault.AuditReport;
import io.keepsake.core.vault.RepairReport;
import io.keepsake.core.vault.RepairRequest.Action;
import io.keepsake.core.vault.RepairRequest.Depth;
import io.keepsake.core.vault.Snapshot;
import io.keepsake.core.vault.SnapshotId;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultStatus;
import io.keepsake.core.vault.VerifyReport;
import io.keepsake.testkit.chaos.Ledger.Promise;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What must hold when all troubles are over: debts are known exactly, and a repair makes all
 * providers alike.
 */
final class Reckoning {

  private final Fleet fleet;
  private final Oracle oracle;
  private final Attempts attempts;
  private final Verdicts verdicts;

  Reckoning(Fleet fleet, Oracle oracle) {
    this.fleet = fleet;
    this.oracle = oracle;
    this.attempts = oracle.attempts();
    this.verdicts = new Verdicts(fleet.actives());
  }

  void run() throws IOException, InterruptedException {
    Survey survey = fleet.survey();
    for (String name : survey.names()) {
      require(
          survey.copies().keySet().stream().anyMatch(site -> survey.isGood(site, name)),
          () ->
              "[lost] nobody has a good copy of %s any more, and the saboteur left one"
                  .formatted(name));
    }
    requireStatus(survey);
    for (Depth depth : Depth.values()) {
      RepairReport preview =
          attempts.must("preview of a repair", () -> fleet.repair(depth, Action.PREVIEW));
      verdicts.requireOwed(preview, depth, survey);
    }
    repair(survey);
    requireSound();
  }

  /** The state is told as it is; a provider that is said to have a snapshot restores it alone. */
  private void requireStatus(Survey survey) throws IOException, InterruptedException {
    Map<SnapshotId, List<String>> providers = new HashMap<>();
    try (Vault vault =
        attempts.must("opening for the state", () -> fleet.open(VaultListener.NONE))) {
      VaultStatus status = attempts.must("state", vault::status);
      requireAtRest(survey);
      verdicts.requireKnown(status, survey);
      status.snapshots().forEach(each -> providers.put(each.snapshot().id(), each.providers()));
    }
    for (Site site : fleet.sites()) {
      List<Promise> said =
          oracle.promises().stream()
              .filter(each -> providers.getOrDefault(each.id(), List.of()).contains(site.id()))
              .filter(each -> !each.stores().contains(site.id())) // those were tried before
              .toList();
      boolean openable = survey.isGood(site.id(), Survey.HEADER);
      if (openable && survey.damaged(site.id()).isEmpty()) {
        oracle.requireAlone(site, said);
      }
    }
  }

  /** Nothing is written by a vault that was closed, nor by reading. */
  private void requireAtRest(Survey before) throws IOException {
    Survey now = fleet.survey();
    require(
        now.equals(before),
        () -> "[late] objects have come or gone by themselves: " + before.changes(now));
  }

  private void repair(Survey survey) throws IOException, InterruptedException {
    boolean damaged =
        survey.copies().keySet().stream().anyMatch(site -> !survey.damaged(site).isEmpty());
    Depth depth = damaged ? Depth.DATA : Depth.LISTING;
    RepairReport report = attempts.must("repair", () -> fleet.repair(depth, Action.APPLY));
    verdicts.requireRepaired(report, Depth.DATA, fleet.survey());
    for (String standby : fleet.standbys()) {
      attempts.must("filling " + standby, () -> fleet.fill(standby));
    }
    Survey after = fleet.survey();
    require(
        Set.copyOf(after.copies().values()).size() == 1,
        () -> "[repair] providers are not alike: %s".formatted(after.copies()));
  }

  private void requireSound() throws IOException, InterruptedException {
    try (Vault vault =
        attempts.must("opening after repair", () -> fleet.open(VaultListener.NONE))) {
      VerifyReport report = attempts.must("verify after repair", () -> Fleet.verify(vault));
      require(
          report.sound(), () -> "[verify] after a repair it finds %s".formatted(report.findings()));
      Set<SnapshotId> listed =
          attempts.must("listing snapshots", vault::snapshots).stream()
              .map(Snapshot::id)
              .collect(Collectors.toSet());
      for (Promise promise : oracle.promises()) {
        require(
            listed.contains(promise.id()),
            () -> "[snapshots] %s is not listed after a repair".formatted(promise.id()));
        oracle.requireRestores(vault, promise, "[repaired] from all");
      }
      oracle.requireOthersRestore(vault);
      oracle.forgets().requireGone(vault);
      Prunings.requireNothingLeft(vault, attempts);
      for (Promise promise : oracle.promises()) {
        oracle.requireRestores(vault, promise, "[pruned] from all");
      }
      requireTrail(vault);
    }
  }

  /**
   * Whatever happened: nothing that was recorded is lost, and nothing that nobody changed is so
   * called.
   */
  private void requireTrail(Vault vault) throws IOException, InterruptedException {
    AuditReport report =
        attempts.must("verifying the audit trail", () -> vault.audit().verify(VaultListener.NONE));
    require(
        report.complete(), () -> "[audit] nobody touched it, and it finds %s".formatted(report));
  }
}

package io.keepsake.testkit.chaos;

import io.keepsake.core.vault.ProviderStatus;
import io.keepsake.core.vault.RepairReport;
import io.keepsake.core.vault.RepairReport.ProviderRepair;
import io.keepsake.core.vault.RepairRequest.Depth;
import io.keepsake.core.vault.VaultStatus;
import io.keepsake.core.vault.VerifyReport;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds what the program says of active providers against what is really there; all can be reached.
 *
 * @param actives ids of these providers
 */
record Verdicts(List<String> actives) {

  /** A verification that read everything tells what is wrong, and nothing else. */
  void requireTold(VerifyReport report, Survey survey) {
    for (String site : actives) {
      Set<String> told = new TreeSet<>();
      report.findings().stream()
          .filter(finding -> finding.storeId().equals(site))
          .forEach(finding -> told.add(finding.object()));
      Set<String> wrong = new TreeSet<>(survey.missing(site));
      wrong.addAll(survey.damaged(site));
      ChaosFailure.require(
          wrong.containsAll(told),
          () ->
              "[verify] %s is blamed for %s, and what is wrong is %s".formatted(site, told, wrong));
      Set<String> hidden = new HashSet<>(survey.missing(site));
      hidden.removeIf(name -> name.startsWith("packs/")); // nothing may need them
      hidden.addAll(survey.damaged(site));
      hidden.removeAll(told);
      ChaosFailure.require(
          hidden.isEmpty(),
          () -> "[verify] it is not told of %s that it lacks %s".formatted(site, hidden));
    }
  }

  /** What a preview says is owed is what is missing or wrong. */
  void requireOwed(RepairReport report, Depth depth, Survey survey) {
    for (String site : actives) {
      ProviderRepair told = of(report, site);
      ChaosFailure.require(
          told.missing() == survey.missing(site).size(),
          () ->
              "[debts] %s lacks %s, and is said to lack %d (%s)"
                  .formatted(site, survey.missing(site), told.missing(), told));
      long damaged = survey.damaged(site).size();
      ChaosFailure.require(
          depth == Depth.LISTING ? told.damaged() <= damaged : told.damaged() == damaged,
          () ->
              "[debts] %s has %s wrong, and is said to have %d (%s)"
                  .formatted(site, survey.damaged(site), told.damaged(), told));
    }
  }

  /** The state of a vault tells what each provider lacks that another one has that was listed. */
  void requireKnown(VaultStatus status, Survey survey) {
    Set<String> listed = new TreeSet<>();
    status.providers().stream()
        .filter(each -> each.problem().isEmpty())
        .forEach(each -> listed.addAll(survey.hashes(each.traits().id()).keySet()));
    listed.remove(Survey.HEADER);
    for (ProviderStatus told : status.providers()) {
      String site = told.traits().id();
      Set<String> missing = new TreeSet<>(listed);
      missing.removeAll(survey.hashes(site).keySet());
      // A listing shows lengths too: a copy that was cut off counts as missing, one that was
      // changed without that cannot be told by it.
      long most = (long) missing.size() + survey.damaged(site).size();
      boolean right = told.missing() >= missing.size() && told.missing() <= most;
      ChaosFailure.require(
          !actives.contains(site) || told.problem().isPresent() || right,
          () -> "[status] %s lacks %s, and it says %s".formatted(site, missing, told));
    }
  }

  /** After a repair nobody lacks anything; nor has it wrong, if everything was read. */
  void requireRepaired(RepairReport report, Depth depth, Survey after) {
    ChaosFailure.require(
        report.complete(),
        () -> "[repair] nothing was in its way, and it says %s".formatted(report));
    for (String site : actives) {
      ChaosFailure.require(
          after.missing(site).isEmpty(),
          () -> "[repair] %s still lacks %s".formatted(site, after.missing(site)));
      ChaosFailure.require(
          depth == Depth.LISTING || after.damaged(site).isEmpty(),
          () -> "[repair] %s still has %s wrong".formatted(site, after.damaged(site)));
    }
  }

  private static ProviderRepair of(RepairReport report, String site) {
    return report.providers().stream()
        .filter(each -> each.id().equals(site))
        .findFirst()
        .orElseThrow(() -> new ChaosFailure("[debts] nothing is said of " + site + ": " + report));
  }
}

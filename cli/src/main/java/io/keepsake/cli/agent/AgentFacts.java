package io.keepsake.cli.agent;

import io.keepsake.cli.expiry.Expiries;
import io.keepsake.core.placement.ProviderTraits;
import io.keepsake.core.placement.Role;
import io.keepsake.core.vault.ProviderStatus;
import io.keepsake.monitor.alert.rule.Observation;
import io.keepsake.monitor.alert.rule.Scope;
import io.keepsake.monitor.health.HealthMonitor;
import io.keepsake.monitor.schedule.JobOutcome;
import io.keepsake.monitor.schedule.JobRun;
import io.keepsake.monitor.schedule.JobVerb;
import io.keepsake.monitor.schedule.JobView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * All that the agent knows, as the rules for alerts want it.
 *
 * @param health how providers fare
 * @param jobs what is scheduled, as it is now
 * @param picture the vault
 * @param checks verifications and drills
 * @param expiries of certificates and credentials
 * @param epochs since when data keys are used
 * @param providers of the vault
 */
record AgentFacts(
    HealthMonitor health,
    Supplier<List<JobView>> jobs,
    VaultPicture picture,
    LastChecks checks,
    Expiries expiries,
    EpochSightings epochs,
    List<ProviderTraits> providers)
    implements Supplier<Collection<Observation>> {

  @Override
  public Collection<Observation> get() {
    List<Observation> facts = new ArrayList<>();
    List<JobView> views = jobs.get();
    Set<String> ids = providers.stream().map(ProviderTraits::id).collect(Collectors.toSet());
    facts.add(new Observation.Watched(Scope.PROVIDER, ids));
    facts.add(
        new Observation.Watched(
            Scope.SCHEDULE,
            views.stream().map(view -> view.job().name()).collect(Collectors.toSet())));
    health.metrics().forEach(metrics -> facts.add(new Observation.ProviderHealth(metrics)));
    picture
        .status()
        .ifPresent(status -> status.providers().forEach(each -> debt(each).ifPresent(facts::add)));
    views.stream()
        .filter(view -> view.job().action().verb() == JobVerb.BACKUP)
        .forEach(view -> facts.add(runs(view)));
    views.stream()
        .filter(view -> view.job().action().verb() == JobVerb.DRILL)
        .forEach(view -> facts.add(drills(view)));
    facts.addAll(expiries.facts());
    picture
        .keys()
        .flatMap(
            keys ->
                epochs
                    .since(keys)
                    .map(since -> new Observation.KeyEpoch(String.valueOf(keys.epoch()), since)))
        .ifPresent(facts::add);
    facts.addAll(checks.facts());
    return facts;
  }

  private static Optional<Observation> debt(ProviderStatus status) {
    return status.traits().role() == Role.ACTIVE
        ? Optional.of(
            new Observation.Debts(
                status.traits().id(), status.missing(), status.missingBytes(), status.owedSince()))
        : Optional.empty();
  }

  private static Observation drills(JobView view) {
    return new Observation.DrillRuns(view.job().name(), view.lastSuccess(), view.overdue());
  }

  private static Observation runs(JobView view) {
    int failures = 0;
    Optional<String> last = Optional.empty();
    for (JobRun run : view.history().reversed()) {
      if (run.outcome().succeeded()) {
        break;
      }
      if (run.outcome() == JobOutcome.FAILURE) {
        failures++;
        last = last.or(() -> Optional.of(run.message()).filter(text -> !text.isBlank()));
      }
    }
    return new Observation.BackupRuns(
        view.job().name(), view.lastSuccess(), view.overdue(), failures, last);
  }
}

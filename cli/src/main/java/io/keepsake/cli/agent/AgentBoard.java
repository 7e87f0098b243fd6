package io.keepsake.cli.agent;

import io.keepsake.core.placement.ProviderTraits;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.core.vault.ProviderStatus;
import io.keepsake.core.vault.SnapshotStatus;
import io.keepsake.core.vault.VaultStatus;
import io.keepsake.monitor.alert.AlertCenter;
import io.keepsake.monitor.alert.AlertCommands;
import io.keepsake.monitor.alert.AlertListing;
import io.keepsake.monitor.alert.AlertRunner;
import io.keepsake.monitor.dashboard.DashboardSource;
import io.keepsake.monitor.dashboard.DashboardState;
import io.keepsake.monitor.dashboard.Debt;
import io.keepsake.monitor.dashboard.ProviderCard;
import io.keepsake.monitor.dashboard.SnapshotCard;
import io.keepsake.monitor.health.HealthMonitor;
import io.keepsake.monitor.health.ProviderHealthMetrics;
import io.keepsake.monitor.schedule.JobView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What the dashboard shows of an agent.
 *
 * @param setup of the agent
 * @param health how providers fare
 * @param jobs what is scheduled, as it is now
 * @param picture the vault
 * @param alerts what is wrong
 * @param commands how alerts are acknowledged
 * @param runner carries that out
 */
record AgentBoard(
    AgentSetup setup,
    HealthMonitor health,
    Supplier<List<JobView>> jobs,
    VaultPicture picture,
    AlertCenter alerts,
    AlertCommands commands,
    AlertRunner runner)
    implements DashboardSource {

  @Override
  public DashboardState state() {
    AlertListing listing = alerts.listing();
    List<JobView> views = jobs.get();
    Instant now = Instant.now();
    return new DashboardState(
        now,
        setup.version(),
        setup.vaultName(),
        health.summary(listing.active()),
        providers(now),
        picture.status().map(AgentBoard::snapshots).orElse(List.of()),
        picture.status().map(AgentBoard::debts).orElse(List.of()),
        listing.alerts().stream().map(each -> BoardAlerts.card(each, listing.silences())).toList(),
        views.stream().flatMap(view -> BoardJobs.running(view).stream()).toList(),
        views.stream().map(BoardJobs::schedule).toList());
  }

  private List<ProviderCard> providers(Instant now) {
    Map<String, ProviderHealthMetrics> metrics =
        health.metrics().stream()
            .collect(Collectors.toMap(ProviderHealthMetrics::providerId, Function.identity()));
    List<ProviderCard> cards = new ArrayList<>();
    for (int i = 0; i < setup.vault().stores().size(); i++) {
      StoreSettings store = setup.vault().stores().get(i);
      ProviderTraits traits = setup.vault().traits().get(i);
      Optional.ofNullable(metrics.get(store.id()))
          .ifPresent(
              measured ->
                  cards.add(
                      new ProviderCard(
                          measured,
                          traits.role(),
                          traits.region(),
                          store.url().toString(),
                          BoardHistory.samples(health, store.id()),
                          BoardHistory.buckets(health, store.id(), now))));
    }
    return cards;
  }

  private static List<SnapshotCard> snapshots(VaultStatus status) {
    return status.snapshots().stream().map(AgentBoard::snapshot).toList();
  }

  private static SnapshotCard snapshot(SnapshotStatus each) {
    return new SnapshotCard(
        each.snapshot().id().hex(),
        each.snapshot().time(),
        each.snapshot().host(),
        each.snapshot().roots(),
        each.snapshot().labels(),
        each.providers(),
        each.verdict());
  }

  private static List<Debt> debts(VaultStatus status) {
    return status.providers().stream()
        .filter(each -> each.missing() > 0)
        .map(AgentBoard::debt)
        .toList();
  }

  private static Debt debt(ProviderStatus each) {
    return new Debt(each.traits().id(), each.missing(), each.missingBytes(), each.owedSince());
  }

  @Override
  public Handling acknowledge(String identity) {
    return handling().acknowledge(identity);
  }

  @Override
  public Handling silence(String identity, Duration length, String reason) {
    return handling().silence(identity, length, reason);
  }

  @Override
  public Handling unsilence(String identity) {
    return handling().unsilence(identity);
  }

  private BoardHandling handling() {
    return new BoardHandling(alerts, commands, runner);
  }
}

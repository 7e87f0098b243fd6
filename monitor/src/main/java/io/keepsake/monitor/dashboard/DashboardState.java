package io.keepsake.monitor.dashboard;

import io.keepsake.monitor.health.HealthSummary;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * All that the dashboard shows. Holds no secrets: everybody who may open the page sees it.
 *
 * @param time as of when; the page tells how long ago that is
 * @param version of the program, such as {@code 1.2.0}
 * @param vaultId which vault
 * @param summary how the providers fare together
 * @param providers how each fares, in the order of the vault file
 * @param snapshots where each can be restored from, newest first
 * @param debts what providers lack, at most one of each
 * @param alerts that go on, and some that are over; the worst first
 * @param jobs that run now
 * @param schedules what will run, and how it went last
 */
public record DashboardState(
    Instant time,
    String version,
    String vaultId,
    HealthSummary summary,
    List<ProviderCard> providers,
    List<SnapshotCard> snapshots,
    List<Debt> debts,
    List<AlertCard> alerts,
    List<RunningJob> jobs,
    List<ScheduleCard> schedules) {

  private static final Comparator<SnapshotCard> NEWEST_FIRST =
      Comparator.comparing(SnapshotCard::time).reversed().thenComparing(SnapshotCard::id);

  private static final Comparator<AlertCard> WORST_FIRST =
      Comparator.comparing((AlertCard card) -> card.alert().severity())
          .reversed()
          .thenComparing(card -> card.alert().since())
          .thenComparing(card -> card.alert().identity());

  /**
   * Copies the lists, snapshots and alerts in their order.
   *
   * @throws IllegalArgumentException if the version or the vault's id is blank, if two things of a
   *     kind have one name, or if the summary is about another number of providers
   */
  public DashboardState {
    if (version.isBlank() || vaultId.isBlank()) {
      throw new IllegalArgumentException("A state names the program's version and the vault");
    }
    providers = List.copyOf(providers);
    snapshots = snapshots.stream().sorted(NEWEST_FIRST).toList();
    debts = List.copyOf(debts);
    alerts = alerts.stream().sorted(WORST_FIRST).toList();
    jobs = List.copyOf(jobs);
    schedules = List.copyOf(schedules);
    if (summary.totalProviders() != providers.size()) {
      throw new IllegalArgumentException(
          "The summary is about %d providers, and there are %d"
              .formatted(summary.totalProviders(), providers.size()));
    }
    requireDistinct("providers", providers, card -> card.health().providerId());
    requireDistinct("snapshots", snapshots, SnapshotCard::id);
    requireDistinct("debts", debts, Debt::providerId);
    requireDistinct("alerts", alerts, card -> card.alert().identity());
    requireDistinct("jobs", jobs, RunningJob::id);
    requireDistinct("schedules", schedules, ScheduleCard::name);
  }

  private static <T> void requireDistinct(
      String what, Collection<T> values, Function<T, String> name) {
    Set<String> seen = new HashSet<>();
    for (T value : values) {
      if (!seen.add(name.apply(value))) {
        throw new IllegalArgumentException("Two " + what + " are called " + name.apply(value));
      }
    }
  }
}

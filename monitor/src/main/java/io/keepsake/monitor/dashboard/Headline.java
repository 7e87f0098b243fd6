package io.keepsake.monitor.dashboard;

import io.keepsake.core.spi.alert.Severity;
import io.keepsake.monitor.health.HealthStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Whether the data is safe, in words that somebody understands who has never heard of a provider.
 *
 * @param level how it stands
 * @param sentence the most important thing, one sentence
 * @param details what else is to be known, a sentence each; may be empty
 */
public record Headline(Level level, String sentence, List<String> details) {

  /** How it stands, from good to bad. */
  public enum Level {
    /** All is kept as it should be. */
    SAFE,
    /** There is no backup yet. */
    EMPTY,
    /** Nothing is lost, and somebody should look. */
    ATTENTION,
    /** Data is at risk. */
    DANGER
  }

  /** Copies the list. */
  public Headline {
    details = List.copyOf(details);
  }

  /** The headline of a state. */
  public static Headline of(DashboardState state) {
    SnapshotCounts counts = SnapshotCounts.of(state.snapshots());
    Headline main = main(state, counts);
    List<String> details = new ArrayList<>(main.details());
    if (!state.debts().isEmpty() && main.sentence().equals(owed(state.debts()))) {
      details.add(kept(counts));
    } else if (!state.debts().isEmpty()) {
      details.add(owed(state.debts()));
    }
    addProviders(state, details);
    addAlerts(state, details);
    Level level = main.level();
    boolean trouble =
        !state.debts().isEmpty()
            || state.alerts().stream().anyMatch(AlertCard::open)
            || state.providers().stream().anyMatch(card -> !card.health().healthy());
    if (trouble && level == Level.SAFE) {
      level = Level.ATTENTION;
    }
    return new Headline(level, main.sentence(), details);
  }

  private static Headline main(DashboardState state, SnapshotCounts counts) {
    List<ProviderCard> offline = with(state, HealthStatus.OFFLINE::equals);
    if (!offline.isEmpty() && offline.size() == state.providers().size()) {
      return of(Level.DANGER, "No provider answers, so nothing can be backed up or restored now.");
    }
    if (counts.total() == 0) {
      String how = "'keepsake backup' makes the first snapshot.";
      return new Headline(Level.EMPTY, "Nothing is backed up yet.", List.of(how));
    }
    if (counts.failed() > 0) {
      return of(Level.DANGER, counts.tooFew());
    }
    if (!state.debts().isEmpty()) {
      return of(Level.ATTENTION, owed(state.debts()));
    }
    return of(counts.degraded() > 0 ? Level.ATTENTION : Level.SAFE, kept(counts));
  }

  private static Headline of(Level level, String sentence) {
    return new Headline(level, sentence, List.of());
  }

  private static String kept(SnapshotCounts counts) {
    return counts.degraded() + counts.failed() == 0 ? counts.allKept() : counts.notAllKept();
  }

  private static String owed(List<Debt> debts) {
    long bytes = debts.stream().mapToLong(Debt::bytes).sum();
    long objects = debts.stream().mapToLong(Debt::objects).sum();
    String amount = bytes > 0 ? Words.size(bytes) : Words.count(objects, "object", "objects");
    List<String> ids = debts.stream().map(Debt::providerId).toList();
    return "%s %s owed %s.".formatted(Words.names(ids), ids.size() == 1 ? "is" : "are", amount);
  }

  private static void addProviders(DashboardState state, List<String> details) {
    List<ProviderCard> offline = with(state, HealthStatus.OFFLINE::equals);
    if (!offline.isEmpty() && offline.size() < state.providers().size()) {
      details.add(names(offline) + (offline.size() == 1 ? " does" : " do") + " not answer.");
    }
    List<ProviderCard> unhealthy = with(state, HealthStatus.UNHEALTHY::equals);
    if (!unhealthy.isEmpty()) {
      details.add(names(unhealthy) + (unhealthy.size() == 1 ? " fails" : " fail") + " too often.");
    }
    List<ProviderCard> degraded = with(state, HealthStatus.DEGRADED::equals);
    if (!degraded.isEmpty()) {
      String verb = degraded.size() == 1 ? " is slow or fails" : " are slow or fail";
      details.add(names(degraded) + verb + " now and then.");
    }
  }

  private static void addAlerts(DashboardState state, List<String> details) {
    List<AlertCard> active = state.alerts().stream().filter(AlertCard::active).toList();
    if (active.isEmpty()) {
      return;
    }
    long critical =
        active.stream().filter(card -> card.alert().severity() == Severity.CRITICAL).count();
    String count = Words.count(active.size(), "alert goes on", "alerts go on");
    details.add(critical == 0 ? count + "." : "%s, %d critical.".formatted(count, critical));
  }

  private static List<ProviderCard> with(DashboardState state, Predicate<HealthStatus> status) {
    return state.providers().stream().filter(card -> status.test(card.health().status())).toList();
  }

  private static String names(List<ProviderCard> cards) {
    return Words.names(cards.stream().map(card -> card.health().providerId()).toList());
  }
}

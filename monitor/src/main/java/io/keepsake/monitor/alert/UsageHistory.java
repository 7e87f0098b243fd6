package io.keepsake.monitor.alert;

import io.keepsake.core.spi.storage.StoreUsage;
import io.keepsake.monitor.alert.rule.Observation;
import io.keepsake.monitor.alert.rule.Scope;
import io.keepsake.monitor.alert.rule.UsageSample;
import io.keepsake.monitor.alert.state.Elapsed;
import io.keepsake.monitor.health.ProviderHealthMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Remembers the room that providers had: four samples a day, for thirty days. */
final class UsageHistory {

  private static final Duration BETWEEN = Duration.ofHours(6);
  private static final int MOST = 120;

  private final Map<String, List<UsageSample>> samples;
  private final List<Observation> rooms = new ArrayList<>();

  private UsageHistory(Map<String, List<UsageSample>> samples) {
    this.samples = new TreeMap<>(samples);
  }

  /** A history that also has what these facts say. */
  static UsageHistory of(
      Map<String, List<UsageSample>> before, Iterable<Observation> facts, Instant now) {
    UsageHistory history = new UsageHistory(before);
    for (Observation fact : facts) {
      switch (fact) {
        case Observation.ProviderHealth(ProviderHealthMetrics metrics) ->
            metrics
                .usage()
                .flatMap(usage -> sample(usage, metrics.lastProbe().orElse(now)))
                .ifPresent(sample -> history.add(metrics.providerId(), sample, now));
        case Observation.Watched(Scope scope, Set<String> subjects) when isProviders(scope) ->
            history.samples.keySet().retainAll(subjects);
        default -> {}
      }
    }
    return history;
  }

  private static boolean isProviders(Scope scope) {
    return scope == Scope.PROVIDER;
  }

  private static Optional<UsageSample> sample(StoreUsage usage, Instant time) {
    return usage.availableBytes().isEmpty()
        ? Optional.empty()
        : Optional.of(new UsageSample(time, usage.usedBytes(), usage.availableBytes().getAsLong()));
  }

  private void add(String providerId, UsageSample sample, Instant now) {
    List<UsageSample> before =
        new ArrayList<>(samples.getOrDefault(providerId, List.<UsageSample>of()));
    // After a clock was set back, what was in the future says nothing.
    before.removeIf(each -> each.time().isAfter(sample.time()) && each.time().isAfter(now));
    List<UsageSample> all = new ArrayList<>(before);
    all.add(sample);
    if (before.isEmpty() || Elapsed.since(before.getLast().time(), sample.time(), BETWEEN)) {
      List<UsageSample> kept = all.subList(Math.max(0, all.size() - MOST), all.size());
      samples.put(providerId, List.copyOf(kept));
    }
    rooms.add(new Observation.Room(providerId, all));
  }

  /** What is to be remembered. */
  Map<String, List<UsageSample>> samples() {
    return samples;
  }

  /** What it says now, for rules. */
  List<Observation> rooms() {
    return rooms;
  }
}

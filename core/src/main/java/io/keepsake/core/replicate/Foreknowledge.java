package io.keepsake.core.replicate;

import io.keepsake.core.placement.Placement;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.watch.KnownHealth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was known of stores before an operation began, as far as the operation makes use of it.
 *
 * @param offline those that it begins without
 * @param latencies how long a small read takes, by store
 */
record Foreknowledge(List<StoreFailure> offline, Map<String, Duration> latencies) {

  static final Foreknowledge NONE = new Foreknowledge(List.of(), Map.of());

  Foreknowledge {
    offline = List.copyOf(offline);
    latencies = Map.copyOf(latencies);
  }

  /**
   * What to make use of. Where the other stores do not suffice, every one is waited for as if
   * nothing was known: it may have come back a moment ago.
   *
   * @param usable ids of the stores that can be used otherwise
   */
  static Foreknowledge of(Map<String, KnownHealth> known, Set<String> usable, Placement placement) {
    List<StoreFailure> offline = new ArrayList<>();
    Map<String, Duration> latencies = new HashMap<>();
    new TreeMap<>(known)
        .forEach(
            (id, health) -> {
              switch (health) {
                case KnownHealth.Answers(Duration latency) -> latencies.put(id, latency);
                case KnownHealth.Offline(String reason) -> {
                  if (usable.contains(id)) {
                    offline.add(failure(id, reason));
                  }
                }
              }
            });
    Set<String> out = offline.stream().map(StoreFailure::storeId).collect(Collectors.toSet());
    Set<String> others =
        usable.stream().filter(id -> !out.contains(id)).collect(Collectors.toSet());
    return new Foreknowledge(placement.sufficient(others) ? offline : List.of(), latencies);
  }

  private static StoreFailure failure(String id, String reason) {
    return new StoreFailure(
        id,
        Kind.UNAVAILABLE,
        "Provider %s is known to be offline and was not waited for: %s".formatted(id, reason));
  }

  /** All stores that an operation begins without. */
  List<StoreFailure> out(List<StoreFailure> missing) {
    List<StoreFailure> out = new ArrayList<>(missing);
    out.addAll(offline);
    return out;
  }
}

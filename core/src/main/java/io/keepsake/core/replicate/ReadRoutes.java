package io.keepsake.core.replicate;

import io.keepsake.core.failover.CircuitBreaker;
import io.keepsake.core.failover.Pace;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.store.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * In which order stores are asked for an object: those that answered before those that did not,
 * those that are written to before standbys and others that may lack it, preferred ones before
 * others, then by the time that one more read is expected to take there, with what is under way.
 * Stores of which nothing is known come first, so that each is measured; among equals they take
 * turns.
 */
final class ReadRoutes {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final List<Route> routes;
  private final AtomicInteger turn = new AtomicInteger();

  /**
   * Routes to all stores.
   *
   * @param latencies how long a small read takes, by store, as far as it is known beforehand
   */
  ReadRoutes(
      Membership members, Map<String, Integer> preferences, Map<String, Duration> latencies) {
    this.routes =
        members.lanes().stream()
            .map(lane -> new Route(lane, preferences.getOrDefault(lane.id(), 0)))
            .toList();
    routes.forEach(
        route -> Optional.ofNullable(latencies.get(route.id())).ifPresent(route.pace::expect));
  }

  /** One store as reads see it. */
  static final class Route {
    private final Lane lane;
    private final int preference;
    private final Pace pace = new Pace();
    private final CircuitBreaker breaker =
        new CircuitBreaker(Timing.SYSTEM, FIRST_PAUSE, LONGEST_PAUSE);

    Route(Lane lane, int preference) {
      this.lane = lane;
      this.preference = preference;
    }

    ObjectStore store() {
      return lane.store();
    }

    String id() {
      return lane.id();
    }

    /** Whether the store is written to, so that what it lacks is a flaw. */
    boolean isExpectedToHaveAll() {
      return lane.isEnlisted();
    }

    Pace pace() {
      return pace;
    }

    /** It sent that. */
    void answered(long bytes, long nanos, int among) {
      pace.took(bytes, nanos, among);
      answered();
    }

    /** Nobody waits for its answer any more, of so many bytes or {@link Long#MAX_VALUE}. */
    void givenUp(long bytes, long nanos, int among) {
      if (bytes < Long.MAX_VALUE) {
        pace.took(bytes, nanos, among);
      }
      failed(Kind.INTERRUPTED);
    }

    /** Whether it answered when it was asked last. */
    boolean isTrusted() {
      return lane.isUp() && breaker.isClosed();
    }

    /** It answered, but has no good copy of one object. */
    void answered() {
      breaker.mayProbe();
      breaker.succeeded();
    }

    void failed(Kind kind) {
      breaker.failed(kind);
    }
  }

  /**
   * In which order routes are tried; who tries a store that failed has to ask it, so does first.
   */
  private enum Trust {
    ON_TRIAL,
    GOOD,
    DOUBTFUL
  }

  /** A route and what is known of it now: ordering by what changes meanwhile would be no order. */
  private record Rank(
      Route route, Trust trust, boolean other, int preference, double expected, int place) {}

  /** All routes but those, the best first. */
  List<Route> inOrder(Set<String> not) {
    int first = Math.floorMod(turn.getAndIncrement(), routes.size());
    List<Rank> ranks = new ArrayList<>();
    boolean trial = false;
    for (int i = 0; i < routes.size(); i++) {
      Route route = routes.get((first + i) % routes.size());
      if (!not.contains(route.id())) {
        Trust trust = trust(route, trial);
        trial |= trust == Trust.ON_TRIAL;
        ranks.add(rank(route, trust, i));
      }
    }
    ranks.sort(
        Comparator.comparing(Rank::trust)
            .thenComparing(Rank::other)
            .thenComparing(Comparator.comparingInt(Rank::preference).reversed())
            .thenComparingDouble(Rank::expected)
            .thenComparingInt(Rank::place));
    passOver(ranks);
    return ranks.stream().map(Rank::route).toList();
  }

  /** Those that are as good as the first, but for their pace. */
  private static void passOver(List<Rank> ranks) {
    if (ranks.isEmpty() || ranks.getFirst().expected() == Double.MAX_VALUE) {
      return;
    }
    for (Rank rank : ranks.subList(1, ranks.size())) {
      if (rank.trust() == Trust.GOOD) {
        rank.route().pace().passedOver(ranks.getFirst().expected());
      }
    }
  }

  private static Rank rank(Route route, Trust trust, int place) {
    return new Rank(
        route, trust, !route.isExpectedToHaveAll(), route.preference, route.pace.expected(), place);
  }

  /** A store that failed is asked last, but for one read now and then that tries it. */
  private Trust trust(Route route, boolean triesAnother) {
    if (!route.lane.isUp()) {
      return Trust.DOUBTFUL;
    }
    if (route.breaker.isClosed()) {
      return Trust.GOOD;
    }
    return !triesAnother && route.breaker.mayProbe() ? Trust.ON_TRIAL : Trust.DOUBTFUL;
  }
}

package io.keepsake.cli.secret;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Which values a provider has refused a short time ago. To show them again at each call would tell
 * it nothing, and may lock the account.
 */
final class Refusals {

  /** How long refused values are not shown again. */
  static final Duration PAUSE = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final List<Refusal> all = new CopyOnWriteArrayList<>();

  private record Refusal(ResolvedOptions values, Instant since) {}

  Refusals(InstantSource clock) {
    this.clock = clock;
  }

  /** Notes that these were refused now. */
  void add(ResolvedOptions values) {
    all.removeIf(each -> isOver(each) || each.values().sameValues(values));
    all.add(new Refusal(values, clock.instant()));
  }

  /** Whether these are to be left alone for now. */
  boolean have(ResolvedOptions values) {
    return all.stream().anyMatch(each -> !isOver(each) && each.values().sameValues(values));
  }

  private boolean isOver(Refusal refusal) {
    return !clock.instant().isBefore(refusal.since().plus(PAUSE));
  }
}

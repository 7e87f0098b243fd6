package io.keepsake.monitor.alert.outbox;

import java.time.Instant;
import java.util.Optional;

/**
 * How a sink has fared.
 *
 * @param failures how many tries have failed since it last accepted something
 * @param problem what it said last, if that was no acceptance
 * @param accepted when it last accepted something
 * @param folded how many notices were folded into others or left out, ever
 * @param lastFolded when that last happened
 */
public record LaneHistory(
    int failures,
    Optional<String> problem,
    Optional<Instant> accepted,
    long folded,
    Optional<Instant> lastFolded) {

  static final LaneHistory NONE =
      new LaneHistory(0, Optional.empty(), Optional.empty(), 0, Optional.empty());

  LaneHistory accepting(Optional<String> remaining, Instant now) {
    return new LaneHistory(0, remaining, Optional.of(now), folded, lastFolded);
  }

  LaneHistory failing(String reason) {
    return new LaneHistory(failures + 1, Optional.of(reason), accepted, folded, lastFolded);
  }

  LaneHistory refusing(String reason) {
    return new LaneHistory(0, Optional.of(reason), accepted, folded, lastFolded);
  }

  LaneHistory folding(int number, Instant now) {
    return new LaneHistory(failures, problem, accepted, folded + number, Optional.of(now));
  }
}

package io.keepsake.monitor.alert.rule;

import io.keepsake.core.spi.alert.Severity;
import io.keepsake.monitor.alert.rule.Finding.Trouble;
import io.keepsake.monitor.alert.rule.Finding.Well;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The room at a provider will not last, by the {@link GrowthEstimate}.
 *
 * @param limits of the time until it is full
 */
public record FullSoonRule(DurationLimits limits) implements Rule {

  /** Checks the order of the limits. */
  public FullSoonRule {
    limits = limits.falling();
  }

  @Override
  public String name() {
    return "quota-full-soon";
  }

  @Override
  public Scope scope() {
    return Scope.PROVIDER;
  }

  @Override
  public Optional<Finding> look(Observation observation, Instant now) {
    if (!(observation instanceof Observation.Room room)) {
      return Optional.empty();
    }
    String id = room.providerId();
    Instant asOf = room.latest().time();
    Optional<Duration> lasts = GrowthEstimate.untilFull(room.history());
    Optional<Severity> severity = lasts.flatMap(limits::left);
    if (severity.isEmpty()) {
      return Optional.of(new Well(id, asOf, "The room at provider %s lasts".formatted(id)));
    }
    String when = lasts.map(Words::duration).orElseThrow();
    String left = Words.bytes(room.latest().available());
    return Optional.of(
        new Trouble(
            id,
            asOf,
            severity.get(),
            ("Provider %s will be full in about %s at the rate of the last weeks, %s are left: make"
                    + " room with 'keepsake prune', or get more")
                .formatted(id, when, left),
            Map.of("available", left, "full in", when)));
  }
}

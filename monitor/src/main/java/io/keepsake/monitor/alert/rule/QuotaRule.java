package io.keepsake.monitor.alert.rule;

import io.keepsake.monitor.alert.rule.Finding.Trouble;
import io.keepsake.monitor.alert.rule.Finding.Well;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Little room is left at a provider, measured by what the vault uses of what it could use there.
 *
 * @param limits of that share
 */
public record QuotaRule(ShareLimits limits) implements Rule {

  @Override
  public String name() {
    return "quota-used";
  }

  @Override
  public Scope scope() {
    return Scope.PROVIDER;
  }

  @Override
  public Optional<Finding> look(Observation observation, Instant now) {
    if (!(observation instanceof Observation.Room room) || room.latest().used().isEmpty()) {
      return Optional.empty();
    }
    UsageSample latest = room.latest();
    double used = latest.used().getAsLong();
    double whole = used + latest.available();
    double share = whole == 0 ? 1 : used / whole;
    String id = room.providerId();
    String left = Words.bytes(latest.available());
    return Optional.of(
        limits
            .reached(share)
            .<Finding>map(
                severity ->
                    new Trouble(
                        id,
                        latest.time(),
                        severity,
                        ("Provider %s is full to %s, %s are left: make room with 'keepsake prune',"
                                + " or get more")
                            .formatted(id, Words.percent(share), left),
                        Map.of("available", left, "used share", Words.percent(share))))
            .orElseGet(
                () -> new Well(id, latest.time(), "Provider %s has room again".formatted(id))));
  }
}

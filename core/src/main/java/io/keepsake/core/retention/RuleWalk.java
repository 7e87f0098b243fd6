package io.keepsake.core.retention;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/**
 * One rule on its way through a group, from the newest snapshot to the oldest. As in restic
 * (internal/restic/snapshot_policy.go): a snapshot is the first one seen of its interval if the one
 * before it was of another.
 */
final class RuleWalk {

  private static final Instant EARLIEST = Instant.parse("-9999-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private final KeepRule rule;
  private final ZoneId zone;
  private final List<Candidate> group;
  private String last = "";
  private int used;

  /**
   * A walk.
   *
   * @param group at least one snapshot, the newest first
   */
  RuleWalk(KeepRule rule, ZoneId zone, List<Candidate> group) {
    this.rule = rule;
    this.zone = zone;
    this.group = group;
  }

  /** Why the rule keeps the snapshot of that place; to be asked once for each, in order. */
  Optional<String> reason(int place) {
    Candidate each = group.get(place);
    return switch (rule) {
      case KeepRule.Last(int count) when place < count ->
          Optional.of(count == KeepRule.UNLIMITED ? "last" : "last " + (place + 1));
      case KeepRule.Last _ -> Optional.empty();
      case KeepRule.Each(Interval interval, int count) -> each(interval, count, place);
      case KeepRule.Within(Age age) when isWithin(age, each) ->
          Optional.of("within " + age + " of the newest");
      case KeepRule.Within _ -> Optional.empty();
      case KeepRule.EachWithin(Interval interval, Age age) when isWithin(age, each) ->
          each(interval, KeepRule.UNLIMITED, place).map(why -> why + " within " + age);
      case KeepRule.EachWithin _ -> Optional.empty();
      case KeepRule.Labelled(String name, String value)
          when value.equals(each.labels().get(name)) ->
          Optional.of("label " + name + "=" + value);
      case KeepRule.Labelled _ -> Optional.empty();
    };
  }

  private Optional<String> each(Interval interval, int count, int place) {
    if (used >= count) {
      return Optional.empty();
    }
    String label = interval.label(time(group.get(place)));
    boolean first = !label.equals(last);
    boolean oldest = place == group.size() - 1;
    last = label;
    if (first) {
      used++;
      return Optional.of(interval.word() + " " + label);
    }
    return oldest ? Optional.of(interval.word() + " (the oldest)") : Optional.empty();
  }

  private boolean isWithin(Age age, Candidate each) {
    return !time(each).isBefore(age.before(time(group.getFirst())));
  }

  /** Its time on the policy's calendar; what no calendar has is moved to its end. */
  private ZonedDateTime time(Candidate candidate) {
    Instant time = candidate.time();
    Instant bounded = time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
    try {
      return bounded.atZone(zone);
    } catch (DateTimeException e) {
      return bounded.atZone(ZoneOffset.UTC);
    }
  }
}

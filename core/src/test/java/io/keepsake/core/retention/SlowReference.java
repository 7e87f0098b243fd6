package io.keepsake.core.retention;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The same decisions, made slowly and plainly: each rule says of each snapshot for itself. */
final class SlowReference {

  private SlowReference() {}

  /** Ids of the snapshots that a policy for all of them removes. */
  static Set<String> removed(
      RetentionChoice choice, List<Candidate> all, Set<String> held, Instant now) {
    Set<String> removed = new HashSet<>();
    if (choice.policy().rules().isEmpty()) {
      return removed;
    }
    for (Candidate each : all.stream().filter(choice.selection()::takes).toList()) {
      boolean ahead = each.time().isAfter(now.plusSeconds(24 * 3600));
      List<Candidate> group =
          all.stream()
              .filter(other -> sameGroup(choice, each, other))
              .filter(other -> !other.time().isAfter(now.plusSeconds(24 * 3600)))
              .toList();
      boolean kept =
          ahead
              || held.contains(each.id())
              || choice.policy().rules().stream()
                  .anyMatch(rule -> keeps(rule, choice.policy().zone(), each, group));
      if (!kept) {
        removed.add(each.id());
      }
    }
    return removed;
  }

  private static boolean sameGroup(RetentionChoice choice, Candidate one, Candidate other) {
    return choice.selection().takes(other)
        && (!choice.grouping().contains(GroupBy.HOST) || one.host().equals(other.host()))
        && (!choice.grouping().contains(GroupBy.PATHS)
            || Set.copyOf(one.paths()).equals(Set.copyOf(other.paths())))
        && (!choice.grouping().contains(GroupBy.LABELS) || one.labels().equals(other.labels()));
  }

  private static boolean keeps(KeepRule rule, ZoneId zone, Candidate each, List<Candidate> group) {
    return switch (rule) {
      case KeepRule.Last(int count) -> newer(each, group).size() < count;
      case KeepRule.Within(Age age) -> within(age, zone, each, group);
      case KeepRule.Labelled(String name, String value) ->
          Map.entry(name, value).equals(entry(each, name));
      case KeepRule.Each(Interval interval, int count) -> {
        Set<String> seen = labels(interval, zone, newer(each, group));
        boolean oldest = newer(each, group).size() == group.size() - 1;
        yield seen.size() < count && (oldest || !seen.contains(label(interval, zone, each)));
      }
      case KeepRule.EachWithin(Interval interval, Age age) -> {
        Set<String> seen = labels(interval, zone, newer(each, group));
        boolean oldest = newer(each, group).size() == group.size() - 1;
        yield within(age, zone, each, group)
            && (oldest || !seen.contains(label(interval, zone, each)));
      }
    };
  }

  private static Map.Entry<String, String> entry(Candidate each, String name) {
    return Map.entry(name, each.labels().getOrDefault(name, "-"));
  }

  private static boolean within(Age age, ZoneId zone, Candidate each, List<Candidate> group) {
    Instant newest = group.stream().map(Candidate::time).max(Comparator.naturalOrder()).get();
    ZonedDateTime limit = newest.atZone(zone).minus(age.dates()).minusHours(age.hours());
    return !each.time().atZone(zone).isBefore(limit);
  }

  private static List<Candidate> newer(Candidate each, List<Candidate> group) {
    List<Candidate> newer = new ArrayList<>();
    for (Candidate other : group) {
      int order = other.time().compareTo(each.time());
      if (order > 0 || (order == 0 && other.id().compareTo(each.id()) < 0)) {
        newer.add(other);
      }
    }
    return newer;
  }

  private static Set<String> labels(Interval interval, ZoneId zone, Collection<Candidate> some) {
    Set<String> labels = new HashSet<>();
    some.forEach(each -> labels.add(label(interval, zone, each)));
    return labels;
  }

  private static String label(Interval interval, ZoneId zone, Candidate each) {
    ZonedDateTime time = each.time().atZone(zone);
    return switch (interval) {
      case HOURLY -> time.toLocalDate() + " " + time.getHour() + time.getOffset();
      case DAILY -> time.toLocalDate().toString();
      case WEEKLY ->
          time.get(IsoFields.WEEK_BASED_YEAR) + " " + time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
      case MONTHLY -> time.getYear() + " " + time.getMonth();
      case YEARLY -> time.getYear() + "";
    };
  }
}

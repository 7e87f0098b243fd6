package io.keepsake.core.retention;

import io.keepsake.core.retention.Decision.Fate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What policies would do to the snapshots of a vault.
 *
 * @param decisions for each snapshot that a policy is for: by group, the newest first
 * @param emptied groups of which nothing would be left; such a plan is not to be carried out
 */
public record RetentionPlan(List<Decision> decisions, List<String> emptied) {

  /**
   * A snapshot made later than this after now was made by a clock that is wrong, or this machine's
   * is.
   */
  public static final Duration CLOCK_TOLERANCE = Duration.ofDays(1);

  /** Copies the lists. */
  public RetentionPlan {
    decisions = List.copyOf(decisions);
    emptied = List.copyOf(emptied);
  }

  /** A group of one choice, without the snapshots whose times are not to be believed. */
  private record Counted(String group, List<Candidate> believed) {}

  /** The snapshots that would be removed. */
  public List<Candidate> removed() {
    return decisions.stream().filter(each -> !each.kept()).map(Decision::candidate).toList();
  }

  /** The snapshots whose time lies too far ahead of {@code now} to be believed. */
  public static List<Candidate> ahead(Collection<Candidate> candidates, Instant now) {
    return candidates.stream().filter(each -> isAhead(each, now)).toList();
  }

  private static boolean isAhead(Candidate candidate, Instant now) {
    return candidate.time().isAfter(now.plus(CLOCK_TOLERANCE));
  }

  /**
   * Decides. A snapshot is removed if a policy with rules is for it and no policy that is for it
   * keeps it; one that is held never is, nor one whose time lies ahead of {@code now} by more than
   * {@link #CLOCK_TOLERANCE}, which does not count in its group either: what is newest is decided
   * without it.
   *
   * @param held reasons for which snapshots are held, by their ids
   * @param now this machine's time; nothing is removed by it
   */
  public static RetentionPlan of(
      Collection<RetentionChoice> choices,
      Collection<Candidate> candidates,
      Map<String, String> held,
      Instant now) {
    Map<String, List<String>> reasons = new LinkedHashMap<>();
    Map<Candidate, String> groups = new LinkedHashMap<>();
    List<Counted> counted = new ArrayList<>();
    for (RetentionChoice choice : choices) {
      if (choice.policy().rules().isEmpty()) {
        continue; // it keeps everything
      }
      for (Map.Entry<String, List<Candidate>> group : groups(choice, candidates).entrySet()) {
        group.getValue().forEach(each -> groups.putIfAbsent(each, group.getKey()));
        List<Candidate> believed = new ArrayList<>(group.getValue());
        believed.removeAll(ahead(believed, now));
        counted.add(new Counted(group.getKey(), believed));
        keep(choice.policy(), believed, reasons);
      }
    }
    keepAlways(choices, candidates, reasons);
    List<Decision> decisions =
        groups.entrySet().stream()
            .map(each -> decision(each.getKey(), each.getValue(), reasons, held, now))
            .toList();
    return new RetentionPlan(decisions, emptied(decisions, counted));
  }

  /** A policy without rules keeps what it is for, whatever others say. */
  private static void keepAlways(
      Collection<RetentionChoice> choices,
      Collection<Candidate> candidates,
      Map<String, List<String>> reasons) {
    for (RetentionChoice choice : choices) {
      if (choice.policy().rules().isEmpty()) {
        candidates.stream()
            .filter(choice.selection()::takes)
            .forEach(each -> why(reasons, each).add("a policy without rules"));
      }
    }
  }

  private static List<String> why(Map<String, List<String>> reasons, Candidate candidate) {
    return reasons.computeIfAbsent(candidate.id(), _ -> new ArrayList<>());
  }

  /** Groups in the order of their names, each with the newest first. */
  private static Map<String, List<Candidate>> groups(
      RetentionChoice choice, Collection<Candidate> candidates) {
    Map<String, List<Candidate>> groups = new TreeMap<>();
    candidates.stream()
        .filter(choice.selection()::takes)
        .sorted(Candidate.NEWEST_FIRST)
        .forEach(
            each -> groups.computeIfAbsent(choice.group(each), _ -> new ArrayList<>()).add(each));
    return groups;
  }

  private static void keep(
      RetentionPolicy policy, List<Candidate> group, Map<String, List<String>> reasons) {
    for (KeepRule rule : policy.rules()) {
      RuleWalk walk = new RuleWalk(rule, policy.zone(), group);
      for (int place = 0; place < group.size(); place++) {
        Candidate each = group.get(place);
        walk.reason(place).ifPresent(reason -> why(reasons, each).add(reason));
      }
    }
  }

  private static Decision decision(
      Candidate candidate,
      String group,
      Map<String, List<String>> reasons,
      Map<String, String> held,
      Instant now) {
    Set<String> all = new LinkedHashSet<>();
    if (held.containsKey(candidate.id())) {
      all.add("held: " + held.get(candidate.id()));
    }
    if (isAhead(candidate, now)) {
      all.add("its time is ahead of this machine's clock");
    }
    all.addAll(reasons.getOrDefault(candidate.id(), List.of()));
    return new Decision(
        candidate, group, all.isEmpty() ? Fate.REMOVED : Fate.KEPT, List.copyOf(all));
  }

  /** Groups that have snapshots to be believed, and would keep none of them. */
  private static List<String> emptied(List<Decision> decisions, List<Counted> counted) {
    Set<String> kept = new HashSet<>();
    decisions.stream().filter(Decision::kept).forEach(each -> kept.add(each.candidate().id()));
    return counted.stream()
        .filter(group -> !group.believed().isEmpty())
        .filter(group -> group.believed().stream().noneMatch(each -> kept.contains(each.id())))
        .map(Counted::group)
        .distinct()
        .toList();
  }
}

package io.keepsake.core.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of every policy, for every history of snapshots. */
class RetentionPropertiesTest {

  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final List<ZoneId> ZONES =
      List.of(ZoneId.of("UTC"), ZoneId.of("Europe/Berlin"), ZoneId.of("Pacific/Auckland"));

  /** A vault's snapshots, and a policy. */
  record History(
      List<Candidate> snapshots, RetentionChoice choice, Map<String, String> held, Random random) {

    RetentionPlan plan() {
      return RetentionPlan.of(List.of(choice), snapshots, held, NOW);
    }

    Set<String> removed() {
      return ids(plan());
    }

    History with(List<KeepRule> rules) {
      RetentionPolicy policy = new RetentionPolicy(rules, choice.policy().zone());
      return new History(
          snapshots,
          new RetentionChoice(choice.selection(), choice.grouping(), policy),
          held,
          random);
    }
  }

  static Set<String> ids(RetentionPlan plan) {
    return plan.removed().stream().map(Candidate::id).collect(Collectors.toSet());
  }

  @Provide
  Arbitrary<History> histories() {
    return Arbitraries.longs().map(seed -> history(new Random(seed)));
  }

  private static History history(Random random) {
    List<Candidate> snapshots = new ArrayList<>();
    int number = random.nextInt(40);
    int spread = List.of(40, 1_000, 20_000).get(random.nextInt(3));
    Map<String, String> held = new HashMap<>();
    for (int i = 0; i < number; i++) {
      Instant time = NOW.minus(Duration.ofHours(random.nextInt(spread) - spread / 20));
      String id = "%064x".formatted(random.nextInt(1_000_000) * 100L + i);
      snapshots.add(
          new Candidate(
              id,
              time,
              "host" + random.nextInt(2),
              random.nextBoolean() ? List.of("/a", "/b") : List.of("/b", "/a"),
              random.nextInt(3) == 0 ? Map.of("event", "e" + random.nextInt(2)) : Map.of()));
      if (random.nextInt(8) == 0) {
        held.put(id, "because");
      }
    }
    List<KeepRule> rules = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      rules.add(rule(random));
    }
    Set<GroupBy> grouping = EnumSet.noneOf(GroupBy.class);
    List.of(GroupBy.values()).stream().filter(_ -> random.nextBoolean()).forEach(grouping::add);
    Selection selection =
        random.nextInt(4) > 0
            ? Selection.ALL
            : new Selection(Optional.of("host1"), Optional.empty(), Map.of());
    RetentionPolicy policy = new RetentionPolicy(rules, ZONES.get(random.nextInt(3)));
    return new History(snapshots, new RetentionChoice(selection, grouping, policy), held, random);
  }

  private static KeepRule rule(Random random) {
    Interval interval = Interval.of(Interval.words().get(random.nextInt(5))).orElseThrow();
    Age age = new Age(Period.of(0, random.nextInt(3), 1 + random.nextInt(20)), random.nextInt(24));
    return switch (random.nextInt(5)) {
      case 0 -> new KeepRule.Last(1 + random.nextInt(6));
      case 1 -> new KeepRule.Each(interval, 1 + random.nextInt(8));
      case 2 -> new KeepRule.Within(age);
      case 3 -> new KeepRule.EachWithin(interval, age);
      default -> new KeepRule.Labelled("event", "e" + random.nextInt(2));
    };
  }

  @Property
  void isWhatTheSlowReferenceSays(@ForAll("histories") History history) {
    assertEquals(
        SlowReference.removed(history.choice(), history.snapshots(), history.held().keySet(), NOW),
        history.removed());
  }

  @Property
  void neverRemovesWhatIsHeldOrAheadOfTheClock(@ForAll("histories") History history) {
    for (Candidate each : history.plan().removed()) {
      assertTrue(!history.held().containsKey(each.id()), each::toString);
      assertTrue(!each.time().isAfter(NOW.plus(RetentionPlan.CLOCK_TOLERANCE)), each::toString);
    }
  }

  @Property
  void oneMoreRuleRemovesNoMore(@ForAll("histories") History history) {
    List<KeepRule> rules = history.choice().policy().rules();
    List<KeepRule> more = new ArrayList<>(rules);
    more.add(rule(history.random()));
    if (!rules.isEmpty()) { // none at all keeps everything
      assertTrue(history.removed().containsAll(history.with(more).removed()));
    }
  }

  @Property
  void severalRulesKeepWhatEachKeeps(@ForAll("histories") History history) {
    List<KeepRule> rules = history.choice().policy().rules();
    Set<String> removed = new HashSet<>();
    history.snapshots().forEach(each -> removed.add(each.id()));
    rules.forEach(rule -> removed.retainAll(history.with(List.of(rule)).removed()));
    assertEquals(rules.isEmpty() ? Set.of() : removed, history.removed());
  }

  @Property
  void twoPoliciesRemoveOnlyWhatNeitherKeeps(
      @ForAll("histories") History one, @ForAll("histories") History another) {
    RetentionPlan both =
        RetentionPlan.of(List.of(one.choice(), another.choice()), one.snapshots(), one.held(), NOW);
    History other = new History(one.snapshots(), another.choice(), one.held(), another.random());
    Set<String> either = new HashSet<>(one.removed());
    either.addAll(other.removed());
    Set<String> keptByOne = new HashSet<>();
    for (History each : List.of(one, other)) {
      one.snapshots().stream()
          .filter(each.choice().selection()::takes)
          .map(Candidate::id)
          .filter(id -> !each.removed().contains(id))
          .forEach(keptByOne::add);
    }
    either.removeAll(keptByOne);
    assertEquals(either, ids(both));
  }

  @Property
  void aCountKeepsTheNewestOfEachGroup(@ForAll("histories") History history) {
    List<KeepRule> rules = new ArrayList<>(history.choice().policy().rules());
    rules.add(new KeepRule.Each(Interval.YEARLY, 1));
    RetentionPlan plan = history.with(rules).plan();
    assertEquals(List.of(), plan.emptied());
    Map<String, Boolean> newestKept = new HashMap<>();
    for (Decision each : plan.decisions()) {
      boolean ahead = each.candidate().time().isAfter(NOW.plus(RetentionPlan.CLOCK_TOLERANCE));
      if (!ahead) {
        newestKept.putIfAbsent(each.group(), each.kept());
      }
    }
    assertTrue(!newestKept.containsValue(false), plan::toString);
  }

  @Property
  void theOrderOfSnapshotsAndRulesDoesNotMatter(@ForAll("histories") History history) {
    List<Candidate> shuffled = new ArrayList<>(history.snapshots());
    Collections.shuffle(shuffled, history.random());
    List<KeepRule> rules = new ArrayList<>(history.choice().policy().rules());
    Collections.reverse(rules);
    History other =
        new History(shuffled, history.choice(), history.held(), history.random()).with(rules);
    assertEquals(history.removed(), other.removed());
  }

  @Property
  void carriedOutTwiceItRemovesNothingMore(@ForAll("histories") History history) {
    Set<String> removed = history.removed();
    List<Candidate> left =
        history.snapshots().stream().filter(each -> !removed.contains(each.id())).toList();
    History again = new History(left, history.choice(), history.held(), history.random());
    assertEquals(Set.of(), again.removed());
  }
}

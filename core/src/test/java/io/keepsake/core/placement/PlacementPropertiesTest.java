package io.keepsake.core.placement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of every decision, for every vault and whatever has failed. */
class PlacementPropertiesTest {

  private static final List<Role> ROLES = List.of(Role.ACTIVE, Role.STANDBY, Role.READ_ONLY);

  /** A vault some of whose providers cannot be used. */
  record Situation(List<ProviderTraits> providers, CopyPolicy policy, Set<String> out) {

    Placement placement() {
      return new Placement(providers, policy);
    }

    /** Active providers that can be used. */
    Set<String> writing() {
      Set<String> writing = new HashSet<>(placement().initial());
      writing.removeAll(out);
      return writing;
    }

    List<ProviderTraits> available() {
      return providers.stream()
          .filter(p -> p.role() == Role.STANDBY && !out.contains(p.id()))
          .toList();
    }

    Verdict verdict(List<String> recruits) {
      Set<String> holders = writing();
      holders.addAll(recruits);
      return placement().verdict(holders);
    }
  }

  @Provide
  Arbitrary<Situation> situations() {
    return Arbitraries.longs().map(seed -> situation(new Random(seed)));
  }

  private static Situation situation(Random random) {
    List<ProviderTraits> providers = new ArrayList<>();
    int number = 1 + random.nextInt(7);
    for (int i = 0; i < number; i++) {
      Role role = i == 0 ? Role.ACTIVE : ROLES.get(random.nextInt(ROLES.size()));
      int region = random.nextInt(4);
      providers.add(
          new ProviderTraits(
              "p" + i,
              role,
              region == 0 ? Optional.empty() : Optional.of("region" + region),
              random.nextInt(3) / 2.0,
              random.nextInt(3) - 1));
    }
    Collections.shuffle(providers, random);
    List<ProviderTraits> writable = providers.stream().filter(p -> p.role().writable()).toList();
    int named = (int) writable.stream().flatMap(p -> p.region().stream()).distinct().count();
    int copies = 1 + random.nextInt(writable.size());
    CopyPolicy policy =
        new CopyPolicy(
            copies, 1 + random.nextInt(copies), random.nextInt(Math.min(named, copies) + 1));
    Set<String> out = new HashSet<>();
    providers.stream().filter(_ -> random.nextInt(3) == 0).forEach(p -> out.add(p.id()));
    return new Situation(providers, policy, out);
  }

  private static List<String> takeover(Situation situation) {
    return situation.placement().takeover(situation.writing(), situation.out());
  }

  @Property(tries = 3000)
  void onlyStandbysThatCanBeUsedTakeOver(@ForAll("situations") Situation situation) {
    List<String> recruits = takeover(situation);
    List<String> available = situation.available().stream().map(ProviderTraits::id).toList();
    assertTrue(available.containsAll(recruits), () -> recruits + " of " + available);
    assertEquals(recruits.size(), new HashSet<>(recruits).size(), recruits::toString);
  }

  @Property(tries = 3000)
  void nobodyElseCouldDoMore(@ForAll("situations") Situation situation) {
    Verdict with = situation.verdict(takeover(situation));
    Verdict withAll =
        situation.verdict(situation.available().stream().map(ProviderTraits::id).toList());
    assertEquals(withAll.missingCopies(), with.missingCopies());
    assertEquals(withAll.missingRegions(), with.missingRegions());
  }

  /** Compared with all sets of standbys, of which there are at most 64. */
  @Property(tries = 3000)
  void noFewerWouldDo(@ForAll("situations") Situation situation) {
    List<String> recruits = takeover(situation);
    Verdict reached = situation.verdict(recruits);
    List<ProviderTraits> available = situation.available();
    for (int chosen = 0; chosen < 1 << available.size(); chosen++) {
      if (Integer.bitCount(chosen) < recruits.size()) {
        List<String> fewer = new ArrayList<>();
        for (int i = 0; i < available.size(); i++) {
          if ((chosen & (1 << i)) != 0) {
            fewer.add(available.get(i).id());
          }
        }
        Verdict other = situation.verdict(fewer);
        assertTrue(
            other.missingCopies() > reached.missingCopies()
                || other.missingRegions() > reached.missingRegions(),
            () -> fewer + " would do instead of " + recruits);
      }
    }
  }

  @Property(tries = 3000)
  void ofTwoInOneRegionTheBetterOneGoesFirst(@ForAll("situations") Situation situation) {
    List<String> recruits = takeover(situation);
    for (ProviderTraits one : situation.available()) {
      for (ProviderTraits other : situation.available()) {
        if (one.region().equals(other.region())
            && ProviderTraits.BEST_FIRST.compare(one, other) < 0
            && recruits.contains(other.id())) {
          assertTrue(recruits.contains(one.id()), () -> one + " is better than " + other);
        }
      }
    }
  }

  @Property(tries = 3000)
  void theOrderOfWhatIsAskedDoesNotMatter(
      @ForAll("situations") Situation situation, @ForAll Random random) {
    List<ProviderTraits> shuffled = new ArrayList<>(situation.providers());
    Collections.shuffle(shuffled, random);
    Situation same = new Situation(shuffled, situation.policy(), situation.out());
    assertEquals(takeover(situation), takeover(same));
    assertEquals(situation.placement().readOrder(), same.placement().readOrder());
    assertEquals(
        new HashSet<>(situation.placement().initial()), new HashSet<>(same.placement().initial()));
  }

  @Property(tries = 3000)
  void whoHasTakenOverIsEnough(@ForAll("situations") Situation situation) {
    Set<String> writing = situation.writing();
    writing.addAll(takeover(situation));
    assertEquals(List.of(), situation.placement().takeover(writing, situation.out()));
  }

  /** Level by level, from nobody to everybody. */
  @Property(tries = 3000)
  void moreHoldersAreNeverWorse(@ForAll("situations") Situation situation) {
    Set<String> holders = new HashSet<>();
    Verdict before = situation.placement().verdict(holders);
    assertEquals(Verdict.Level.FAILED, before.level());
    for (ProviderTraits next : situation.providers()) {
      holders.add(next.id());
      Verdict verdict = situation.placement().verdict(holders);
      assertTrue(verdict.level().compareTo(before.level()) <= 0, verdict::toString);
      assertTrue(verdict.missingCopies() <= before.missingCopies(), verdict::toString);
      assertTrue(verdict.missingRegions() <= before.missingRegions(), verdict::toString);
      before = verdict;
    }
    assertEquals(Verdict.Level.FULL, before.level());
  }

  @Property(tries = 3000)
  void theReadOrderHasEverybodyOnceTheBestFirst(@ForAll("situations") Situation situation) {
    List<String> order = situation.placement().readOrder();
    assertEquals(
        situation.providers().stream()
            .sorted(ProviderTraits.BEST_FIRST)
            .map(ProviderTraits::id)
            .toList(),
        order);
    assertFalse(order.isEmpty());
  }
}

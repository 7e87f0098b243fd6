package io.keepsake.core.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Policies on histories that a person can follow. */
class RetentionPlanTest {

  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static Candidate one(String time) {
    return new Candidate(time, Instant.parse(time), "studio", List.of("/photos"), Map.of());
  }

  private static List<Candidate> at(String... times) {
    return Arrays.stream(times).map(RetentionPlanTest::one).toList();
  }

  private static RetentionPlan plan(List<Candidate> snapshots, KeepRule... rules) {
    RetentionPolicy policy = new RetentionPolicy(List.of(rules), BERLIN);
    RetentionChoice choice =
        new RetentionChoice(Selection.ALL, RetentionChoice.USUAL_GROUPING, policy);
    return RetentionPlan.of(List.of(choice), snapshots, Map.of(), NOW);
  }

  private static Set<String> removed(List<Candidate> snapshots, KeepRule... rules) {
    return RetentionPropertiesTest.ids(plan(snapshots, rules));
  }

  @Test
  void theNewestOfEachDayAndTheOldestOfAll() {
    List<Candidate> snapshots =
        at(
            "2026-11-26T08:00:00Z",
            "2026-11-25T20:00:00Z",
            "2026-11-25T08:00:00Z",
            "2026-11-20T09:00:00Z",
            "2026-11-20T08:00:00Z");
    assertEquals(
        Set.of("2026-11-25T08:00:00Z"), removed(snapshots, new KeepRule.Each(Interval.DAILY, 9)));
    assertEquals(
        Set.of("2026-11-25T08:00:00Z", "2026-11-20T09:00:00Z", "2026-11-20T08:00:00Z"),
        removed(snapshots, new KeepRule.Each(Interval.DAILY, 2)));
  }

  @Test
  void daysBeginInTheZoneOfThePolicy() {
    List<Candidate> snapshots =
        at("2026-11-25T23:30:00Z", "2026-11-25T22:30:00Z", "2026-11-25T22:00:00Z");
    assertEquals(
        Set.of("2026-11-25T22:00:00Z"), removed(snapshots, new KeepRule.Each(Interval.DAILY, 2)));
  }

  @Test
  void anAgeCountsFromTheNewestAndNotFromNow() {
    List<Candidate> snapshots =
        at("2020-03-31T08:00:00Z", "2020-03-02T08:00:00Z", "2020-02-20T08:00:00Z");
    assertEquals(
        Set.of("2020-02-20T08:00:00Z"),
        removed(snapshots, new KeepRule.Within(new Age(Period.ofMonths(1), 0))));
  }

  @Test
  void aClockThatIsAheadRemovesNothing() {
    List<Candidate> snapshots =
        at("2036-01-01T00:00:00Z", "2026-11-26T08:00:00Z", "2026-11-25T08:00:00Z");
    RetentionPlan plan = plan(snapshots, new KeepRule.Last(1));
    assertEquals(Set.of("2026-11-25T08:00:00Z"), RetentionPropertiesTest.ids(plan));
    assertEquals(
        List.of("its time is ahead of this machine's clock"),
        plan.decisions().getFirst().reasons());
  }

  @Test
  void timesThatNoCalendarHasAreNoTrouble() {
    List<Candidate> snapshots =
        List.of(
            new Candidate("a", Instant.MIN, "h", List.of(), Map.of()),
            new Candidate("b", Instant.MAX, "h", List.of(), Map.of()),
            new Candidate("c", NOW, "h", List.of(), Map.of()));
    assertEquals(
        Set.of(), removed(snapshots, new KeepRule.Each(Interval.WEEKLY, KeepRule.UNLIMITED)));
  }

  @Test
  void aPolicyThatWouldEmptyAGroupSaysSo() {
    RetentionPlan plan = plan(at("2026-11-26T08:00:00Z"), new KeepRule.Labelled("a", "b"));
    assertEquals(List.of("host studio, paths /photos"), plan.emptied());
    assertEquals(List.of(), plan(at("2026-11-26T08:00:00Z"), new KeepRule.Last(1)).emptied());
  }

  @Test
  void readsAges() {
    assertEquals("1y6m3d", Age.parse("1y6m3d").orElseThrow().toString());
    assertEquals("14d12h", Age.parse("2w12h").orElseThrow().toString());
    for (String wrong : List.of("", "30", "d", "0d", "1h2d", "-3d", "1.5d", "3 d")) {
      assertEquals(Optional.empty(), Age.parse(wrong), wrong);
    }
    assertThrows(IllegalArgumentException.class, () -> new Age(Period.ofDays(-1), 5));
    assertThrows(IllegalArgumentException.class, () -> new KeepRule.Last(0));
  }
}

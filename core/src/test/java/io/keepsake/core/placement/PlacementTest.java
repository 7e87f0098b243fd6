package io.keepsake.core.placement;

import static io.keepsake.core.placement.Role.ACTIVE;
import static io.keepsake.core.placement.Role.READ_ONLY;
import static io.keepsake.core.placement.Role.STANDBY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.placement.Verdict.Level;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlacementTest {

  private static ProviderTraits in(String region, String id, Role role) {
    return in(region, id, role, 0, 0);
  }

  private static ProviderTraits in(
      String region, String id, Role role, double cost, int preference) {
    return new ProviderTraits(id, role, Optional.of(region), cost, preference);
  }

  private static ProviderTraits nowhere(String id, Role role) {
    return new ProviderTraits(id, role, Optional.empty(), 0, 0);
  }

  private static void assertRefused(String part, Runnable call) {
    String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void allActiveOnesAreWrittenToInTheirOrder() {
    Placement placement =
        new Placement(
            List.of(
                nowhere("z", ACTIVE),
                nowhere("s", STANDBY),
                nowhere("a", ACTIVE),
                nowhere("r", READ_ONLY)),
            CopyPolicy.of(2));
    assertEquals(List.of("z", "a"), placement.initial());
    assertEquals(List.of(), placement.takeover(Set.of("z", "a"), Set.of()));
  }

  @Test
  void aStandbyInTheMissingRegionComesBeforeABetterOneElsewhere() {
    Placement placement =
        new Placement(
            List.of(
                in("home", "nas", ACTIVE),
                in("ireland", "aws", ACTIVE),
                in("home", "disk", STANDBY, 0, 9),
                in("ireland", "dear", STANDBY, 5, 0),
                in("belgium", "gcp", STANDBY, 4, 0)),
            new CopyPolicy(2, 1, 2));
    assertEquals(List.of("gcp"), placement.takeover(Set.of("nas"), Set.of("aws")));
    assertEquals(List.of("dear"), placement.takeover(Set.of("nas"), Set.of("aws", "gcp")));
    assertEquals(List.of("disk"), placement.takeover(Set.of("nas"), Set.of("aws", "gcp", "dear")));
    assertEquals(List.of("disk", "gcp"), placement.takeover(Set.of(), Set.of("aws", "nas")));
  }

  @Test
  void preferenceThenCostThenIdDecideAmongEquals() {
    List<ProviderTraits> all =
        List.of(
            nowhere("main", ACTIVE),
            in("x", "d", STANDBY, 1, 0),
            in("x", "c", STANDBY, 1, 0),
            in("x", "b", STANDBY, 0.5, 0),
            in("x", "a", STANDBY, 2, 1));
    Placement placement = new Placement(all, new CopyPolicy(5, 1, 0));
    assertEquals(List.of("a", "b", "c", "d"), placement.takeover(Set.of("main"), Set.of()));
    assertEquals(List.of("a", "main", "b", "c", "d"), placement.readOrder());
  }

  @Test
  void whoIsOutIsNotCountedEvenIfItIsStillCalledAWriter() {
    Placement placement =
        new Placement(List.of(nowhere("a", ACTIVE), nowhere("b", STANDBY)), CopyPolicy.of(1));
    assertEquals(List.of("b"), placement.takeover(Set.of("a"), Set.of("a")));
  }

  @Test
  void verdictsSayWhatIsMissing() {
    Placement placement =
        new Placement(
            List.of(
                in("home", "nas", ACTIVE),
                in("home", "disk", ACTIVE),
                nowhere("usb", ACTIVE),
                in("ireland", "aws", ACTIVE)),
            new CopyPolicy(3, 2, 2));
    assertVerdict(Level.FULL, "3 copies, in 2 regions", placement, "nas", "disk", "aws");
    assertVerdict(
        Level.DEGRADED, "3 copies, in only 1 of 2 regions", placement, "nas", "disk", "usb");
    assertVerdict(
        Level.DEGRADED, "only 2 of 3 copies, in 2 regions", placement, "nas", "aws", "gone");
    assertVerdict(
        Level.DEGRADED, "only 2 of 3 copies, in only 1 of 2 regions", placement, "nas", "usb");
    assertVerdict(
        Level.FAILED,
        "only 1 of 3 copies, in only 1 of 2 regions, and a backup needs at least 2",
        placement,
        "nas");
    Placement alone = new Placement(List.of(nowhere("a", ACTIVE)), CopyPolicy.of(1));
    assertVerdict(Level.FULL, "1 copy", alone, "a");
  }

  private static void assertVerdict(
      Level level, String sentence, Placement placement, String... holders) {
    Verdict verdict = placement.verdict(List.of(holders));
    assertEquals(level, verdict.level());
    assertEquals(sentence, verdict.sentence());
  }

  @Test
  void aCopyOnAReadOnlyProviderIsACopy() {
    Placement placement =
        new Placement(List.of(in("a", "one", ACTIVE), in("b", "old", READ_ONLY)), CopyPolicy.of(1));
    assertEquals(2, placement.verdict(Set.of("one", "old")).copies());
    assertEquals(2, placement.verdict(Set.of("one", "old")).regions());
    assertEquals(List.of("old", "one"), placement.readOrder());
  }

  @Test
  void whatNobodyCanGiveIsRefused() {
    List<ProviderTraits> two = List.of(in("a", "one", ACTIVE), nowhere("two", READ_ONLY));
    assertRefused("only 1 providers may be", () -> new Placement(two, new CopyPolicy(2, 1, 0)));
    List<ProviderTraits> near = List.of(in("a", "one", ACTIVE), nowhere("two", STANDBY));
    assertRefused("name only 1", () -> new Placement(near, new CopyPolicy(2, 1, 2)));
    assertRefused(
        "one active", () -> new Placement(List.of(nowhere("a", STANDBY)), CopyPolicy.of(1)));
    assertRefused(
        "the id a",
        () -> new Placement(List.of(nowhere("a", ACTIVE), nowhere("a", ACTIVE)), CopyPolicy.of(1)));
  }

  @Test
  void policiesAndTraitsCheckThemselves() {
    assertRefused("At least one copy", () -> new CopyPolicy(0, 0, 0));
    assertRefused("1 to the number wanted (2), not 3", () -> new CopyPolicy(2, 3, 0));
    assertRefused("1 to the number wanted (2), not 0", () -> new CopyPolicy(2, 0, 0));
    assertRefused("can be had, not 3", () -> new CopyPolicy(2, 1, 3));
    assertRefused("can be had, not -1", () -> new CopyPolicy(2, 1, -1));
    assertRefused("cost of provider a", () -> in("x", "a", ACTIVE, Double.NaN, 0));
    assertRefused("cost of provider a", () -> in("x", "a", ACTIVE, -0.1, 0));
    assertRefused("region of provider a", () -> in(" ", "a", ACTIVE));
    assertRefused("needs an id", () -> nowhere("", ACTIVE));
    assertEquals(in("x", "a", ACTIVE, 0.0, 0), in("x", "a", ACTIVE, -0.0, 0));
    assertEquals(new CopyPolicy(1, 1, 0), CopyPolicy.of(1));
    assertEquals(new CopyPolicy(3, 2, 0), CopyPolicy.of(3));
  }

  @Test
  void anOperationMayBeginWithSoManyThatTheySeeWhatTheMinimumHas() {
    Placement three =
        new Placement(
            List.of(
                nowhere("a", ACTIVE),
                nowhere("b", ACTIVE),
                nowhere("s", STANDBY),
                nowhere("r", READ_ONLY)),
            CopyPolicy.of(2));
    assertTrue(three.sufficient(Set.of("a", "s")));
    assertFalse(three.sufficient(Set.of("a", "r")), "nothing can be written to r");
    Placement pair =
        new Placement(List.of(nowhere("a", ACTIVE), nowhere("b", ACTIVE)), new CopyPolicy(2, 1, 0));
    assertFalse(pair.sufficient(Set.of("a")), "a backup may be at b alone");
    assertTrue(pair.sufficient(Set.of("a", "b", "nobody")));
  }
}

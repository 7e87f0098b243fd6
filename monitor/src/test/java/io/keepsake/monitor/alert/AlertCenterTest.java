package io.keepsake.monitor.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.alert.Severity;
import io.keepsake.monitor.alert.ListedAlert.Mark;
import io.keepsake.monitor.alert.rule.Observation;
import io.keepsake.monitor.alert.rule.Scope;
import io.keepsake.monitor.alert.store.StateStore.Generation;
import io.keepsake.monitor.health.HealthStatus;
import io.keepsake.monitor.health.ResponseTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AlertCenterTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final World world = World.with("mail");

  private void live(Duration time, HealthStatus status) {
    world.live(time, now -> List.of(Facts.provider("aws", status, now)));
  }

  private List<String> lines() {
    return world.inbox("mail").lines();
  }

  @Test
  void troubleIsToldOnceAndSoIsItsEnd() {
    live(MINUTE.multipliedBy(30), HealthStatus.OFFLINE);
    live(MINUTE.multipliedBy(30), HealthStatus.HEALTHY);
    assertEquals(
        List.of("CHANGE CRITICAL provider-offline/aws", "CHANGE RESOLVED provider-offline/aws"),
        lines());
    assertEquals(0, world.center.listing().active());
  }

  @Test
  void oneBadMeasurementIsNoTroubleAndOneSeenTwiceIsOne() {
    world.pass(MINUTE);
    Observation bad = Facts.provider("aws", HealthStatus.OFFLINE, world.now);
    for (int i = 0; i < 10; i++) {
      world.pass(MINUTE);
      world.tick(bad);
    }
    live(MINUTE.multipliedBy(10), HealthStatus.HEALTHY);
    assertEquals(List.of(), lines());
  }

  @Test
  void theEndTakesThreeGoodMeasurements() {
    live(MINUTE.multipliedBy(10), HealthStatus.OFFLINE);
    live(MINUTE.multipliedBy(2), HealthStatus.HEALTHY);
    live(MINUTE.multipliedBy(10), HealthStatus.OFFLINE);
    assertEquals(List.of("CHANGE CRITICAL provider-offline/aws"), lines());
  }

  @Test
  void whatHappensTogetherComesInOneNotice() {
    world.live(
        MINUTE.multipliedBy(10),
        now ->
            List.of(
                Facts.provider("aws", HealthStatus.DEGRADED, now),
                Facts.provider("gcp", HealthStatus.DEGRADED, now)));
    assertEquals(1, world.inbox("mail").taken.size());
    assertEquals(
        List.of("CHANGE WARNING provider-degraded/aws", "CHANGE WARNING provider-degraded/gcp"),
        lines());
  }

  private void slow(Duration time) {
    ResponseTime slow =
        new ResponseTime(Duration.ofSeconds(6), Duration.ofSeconds(7), Duration.ofSeconds(6));
    world.live(
        time,
        now ->
            List.of(
                Facts.metrics(
                    "aws", HealthStatus.HEALTHY, Optional.of(slow), 0.06, now, Optional.empty())));
  }

  @Test
  void offlineMutesSlowAndErrorsUntilItIsOver() {
    live(MINUTE.multipliedBy(5), HealthStatus.DEGRADED);
    live(MINUTE.multipliedBy(30), HealthStatus.OFFLINE);
    assertEquals(
        Set.of(Mark.MUTED, Mark.NEWS),
        world.center.listing().alerts().stream()
            .filter(each -> each.alert().identity().equals("provider-slow/aws"))
            .findFirst()
            .orElseThrow()
            .marks());
    slow(MINUTE.multipliedBy(30));
    assertEquals(
        List.of(
            "CHANGE WARNING provider-degraded/aws",
            "CHANGE CRITICAL provider-offline/aws",
            "CHANGE WARNING provider-errors/aws",
            "CHANGE WARNING provider-slow/aws",
            "CHANGE RESOLVED provider-degraded/aws",
            "CHANGE RESOLVED provider-offline/aws"),
        lines());
    live(MINUTE.multipliedBy(10), HealthStatus.HEALTHY);
    assertEquals(8, lines().size(), lines().toString());
  }

  @Test
  void whatWasToldAndIsMutedMeanwhileIsStillToldToBeOver() {
    slow(MINUTE.multipliedBy(10));
    live(MINUTE.multipliedBy(10), HealthStatus.DEGRADED);
    live(Duration.ofDays(2), HealthStatus.OFFLINE);
    live(MINUTE.multipliedBy(10), HealthStatus.HEALTHY);
    for (String rule : List.of("degraded", "slow", "errors", "offline")) {
      String identity = "provider-" + rule + "/aws";
      assertEquals(Severity.RESOLVED, world.inbox("mail").lastOf(identity).severity(), identity);
    }
    assertTrue(
        lines().stream()
            .filter(line -> line.startsWith("REM"))
            .allMatch(line -> line.endsWith("provider-offline/aws")),
        lines().toString());
  }

  @Test
  void worseIsToldAtOnceAndBetterToo() {
    world.tick(Facts.failed("nightly", 1));
    world.live(MINUTE.multipliedBy(5), _ -> List.of(Facts.failed("nightly", 1)));
    world.live(MINUTE.multipliedBy(5), _ -> List.of(Facts.failed("nightly", 3)));
    world.live(MINUTE.multipliedBy(5), _ -> List.of(Facts.failed("nightly", 0)));
    assertEquals(
        List.of(
            "CHANGE WARNING backup-failed/nightly",
            "CHANGE CRITICAL backup-failed/nightly",
            "CHANGE RESOLVED backup-failed/nightly"),
        lines());
    assertEquals(
        "Backup nightly succeeded again",
        world.inbox("mail").lastOf("backup-failed/nightly").summary());
  }

  @Test
  void whatComesAndGoesIsFoldedUntilItIsCalm() {
    for (int i = 0; i < 20; i++) {
      live(MINUTE.multipliedBy(6), HealthStatus.OFFLINE);
      live(MINUTE.multipliedBy(6), HealthStatus.HEALTHY);
    }
    assertEquals(
        List.of(
            "CHANGE CRITICAL provider-offline/aws",
            "CHANGE RESOLVED provider-offline/aws",
            "CHANGE CRITICAL provider-offline/aws",
            "CHANGE CRITICAL provider-offline/aws flapping"),
        lines());
    live(Duration.ofHours(5), HealthStatus.HEALTHY);
    assertEquals("CHANGE RESOLVED provider-offline/aws", lines().getLast());
    assertEquals(5, lines().stream().filter(line -> line.startsWith("CHANGE")).count());
  }

  @Test
  void remindersComeTogetherAndRarely() {
    world.live(
        Duration.ofHours(25),
        now ->
            List.of(Facts.provider("aws", HealthStatus.OFFLINE, now), Facts.failed("nightly", 1)));
    long notices = world.inbox("mail").taken.size();
    List<String> reminders = lines().stream().filter(line -> line.startsWith("REM")).toList();
    assertEquals(
        4, reminders.stream().filter(line -> line.endsWith("aws")).count(), lines().toString());
    assertEquals(1, reminders.stream().filter(line -> line.endsWith("nightly")).count());
    assertTrue(notices <= 6, lines().toString());
  }

  @Test
  void aSubjectThatIsGoneEndsItsAlerts() {
    live(MINUTE.multipliedBy(10), HealthStatus.OFFLINE);
    world.live(
        MINUTE.multipliedBy(5),
        _ -> List.of(new Observation.Watched(Scope.PROVIDER, Set.of("gcp"))));
    assertEquals(
        "aws is not watched any more",
        world.inbox("mail").lastOf("provider-offline/aws").summary());
    assertEquals(0, world.center.listing().active());
  }

  @Test
  void oldTroubleIsForgottenSomeTimeAfterItsEnd() {
    live(MINUTE.multipliedBy(10), HealthStatus.OFFLINE);
    live(MINUTE.multipliedBy(10), HealthStatus.HEALTHY);
    assertEquals(1, world.center.listing().alerts().size());
    live(Duration.ofHours(25), HealthStatus.HEALTHY);
    assertEquals(List.of(), world.center.listing().alerts());
  }

  @Test
  void aDamagedStateIsSetAsideAndTheOneBeforeIsUsed() {
    live(MINUTE.multipliedBy(10), HealthStatus.OFFLINE);
    live(MINUTE.multipliedBy(1), HealthStatus.HEALTHY);
    world.store.damage(Generation.LAST);
    world.kill();
    live(MINUTE.multipliedBy(10), HealthStatus.HEALTHY);
    assertEquals("CHANGE RESOLVED provider-offline/aws", lines().getLast());
    String note = world.center.listing().notes().getFirst();
    assertTrue(note.contains("was damaged") && note.contains("aside-"), note);
  }

  @Test
  void withoutASoundStateItBeginsAnewAndSaysSo() {
    live(MINUTE.multipliedBy(10), HealthStatus.OFFLINE);
    world.store.damage(Generation.LAST);
    world.store.damage(Generation.PREVIOUS);
    world.kill();
    assertEquals(2, world.center.listing().notes().size());
    live(MINUTE.multipliedBy(10), HealthStatus.OFFLINE);
    assertEquals(
        List.of("CHANGE CRITICAL provider-offline/aws", "CHANGE CRITICAL provider-offline/aws"),
        lines());
  }

  @Test
  void aFullDiskDoesNotKeepNoticesBackAndIsSaid() {
    world.store.full = true;
    live(MINUTE.multipliedBy(10), HealthStatus.OFFLINE);
    assertEquals(List.of("CHANGE CRITICAL provider-offline/aws"), lines());
    assertTrue(world.center.listing().notes().getLast().contains("No space left"));
    world.store.full = false;
    world.tick();
    assertEquals(List.of(), world.center.listing().notes());
    world.kill();
    live(MINUTE.multipliedBy(10), HealthStatus.OFFLINE);
    assertEquals(1, lines().size());
  }

  @Test
  void aQuietDayIsNotWrittenDown() {
    live(MINUTE, HealthStatus.HEALTHY);
    int before = world.store.saves;
    live(Duration.ofHours(24), HealthStatus.HEALTHY);
    assertEquals(before, world.store.saves);
  }

  @Test
  void aClockThatIsSetBackHoldsNothingUp() {
    live(MINUTE.multipliedBy(10), HealthStatus.OFFLINE);
    world.pass(Duration.ofDays(-300));
    live(MINUTE.multipliedBy(10), HealthStatus.HEALTHY);
    assertEquals("CHANGE RESOLVED provider-offline/aws", lines().getLast());
  }

  @Test
  void roomIsRememberedAndSoItIsKnownWhenItEnds() {
    long gib = 1L << 30;
    int[] day = {0};
    for (; day[0] < 12; day[0]++) {
      world.live(
          MINUTE.multipliedBy(2),
          now -> List.of(Facts.room("nas", 1000 * gib, (2000 - 100L * day[0]) * gib, now)));
      world.pass(Duration.ofDays(1));
      world.kill();
    }
    assertEquals(List.of("CHANGE WARNING quota-full-soon/nas"), lines().subList(0, 1));
    assertTrue(
        world.inbox("mail").lastOf("quota-full-soon/nas").summary().contains("in about"),
        lines().toString());
    assertFalse(lines().contains("CHANGE WARNING quota-used/nas"));
  }
}

package io.keepsake.monitor.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.alert.Delivery;
import io.keepsake.core.spi.alert.Severity;
import io.keepsake.monitor.alert.outbox.OutboxPolicy;
import io.keepsake.monitor.alert.rule.AlertLimits;
import io.keepsake.monitor.alert.state.AlertPolicy;
import io.keepsake.monitor.alert.store.StateStore.Generation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Sinks that are told of what is critical only. */
class LeastSeverityTest {

  private static final Duration AWHILE = Duration.ofMinutes(5);

  private final World world = new World(settings(Severity.CRITICAL), 1);
  private final World.Inbox pager = world.inbox("pager");
  private final World.Inbox mail = world.inbox("mail");

  private static AlertSettings settings(Severity pager) {
    return new AlertSettings(
        "test",
        Map.of("mail", Severity.WARNING, "pager", pager),
        AlertLimits.STANDARD.rules(),
        AlertPolicy.STANDARD,
        OutboxPolicy.STANDARD);
  }

  private void live(Duration time, int failures) {
    world.live(time, _ -> List.of(Facts.failed("nightly", failures)));
  }

  @Test
  void isNotToldOfWarningsNorOfTheirEnd() {
    live(Duration.ofDays(2), 1);
    live(AWHILE, 0);
    assertTrue(mail.lines().contains("CHANGE RESOLVED backup-failed/nightly"));
    assertEquals(List.of(), pager.lines());
  }

  @Test
  void isToldToTheEndOfWhatItWasToldOf() {
    live(AWHILE, 1);
    live(AWHILE, 3);
    world.kill();
    live(AWHILE, 1);
    live(Duration.ofDays(2), 1);
    live(AWHILE, 0);
    assertEquals(
        List.of(
            "CHANGE CRITICAL backup-failed/nightly",
            "CHANGE WARNING backup-failed/nightly",
            "CHANGE RESOLVED backup-failed/nightly"),
        pager.lines());
    assertTrue(mail.lines().contains("REMINDER WARNING backup-failed/nightly"));
  }

  @Test
  void isRemindedOfWhatIsCritical() {
    live(Duration.ofHours(7), 3);
    assertEquals("REMINDER CRITICAL backup-failed/nightly", pager.lines().getLast());
  }

  @Test
  void getsOnlyItsShareOfANoticeAndEveryTest() throws Exception {
    world.live(AWHILE, _ -> List.of(Facts.failed("nightly", 3), Facts.failed("films", 1)));
    assertEquals(2, mail.lines().size());
    assertEquals(List.of("CHANGE CRITICAL backup-failed/nightly"), pager.lines());
  }

  @Test
  void aChangeOfTheSettingDoesNotLoseTheEnd() {
    world.settings = settings(Severity.WARNING);
    world.kill();
    live(AWHILE, 1);
    world.settings = settings(Severity.CRITICAL);
    world.kill();
    live(AWHILE, 0);
    assertEquals("CHANGE RESOLVED backup-failed/nightly", pager.lines().getLast());
  }

  @Test
  void nothingIsLostThatAnOlderStateDoesNotSay() throws Exception {
    world.settings = settings(Severity.WARNING);
    world.kill();
    live(AWHILE, 1);
    String state = text();
    String older = state.replaceAll(",\\s*\"open\"\\s*:\\s*\\[[^\\]]*\\]", "");
    assertTrue(older.length() < state.length(), state);
    world.store.save(older.getBytes(StandardCharsets.UTF_8));
    world.settings = settings(Severity.CRITICAL);
    world.kill();
    live(AWHILE, 0);
    assertEquals("CHANGE RESOLVED backup-failed/nightly", pager.lines().getLast());
  }

  private String text() throws IOException {
    return new String(world.store.load(Generation.LAST).orElseThrow(), StandardCharsets.UTF_8);
  }

  @Test
  void theEndArrivesWhereItsBeginningWasFolded() {
    pager.behaviour = _ -> Delivery.Deferred.because("No route");
    for (int round = 0; round < 60; round++) {
      String name = "s" + round;
      world.live(AWHILE, _ -> List.of(Facts.failed(name, 3)));
    }
    for (int round = 0; round < 60; round++) {
      String name = "s" + round;
      world.live(AWHILE, _ -> List.of(Facts.failed(name, 0)));
    }
    pager.behaviour = _ -> new Delivery.Accepted();
    world.live(Duration.ofHours(1), _ -> List.of());
    for (int round = 0; round < 60; round++) {
      assertEquals(Severity.RESOLVED, pager.lastOf("backup-failed/s" + round).severity());
    }
  }

  @Test
  void noSinkIsToldOfEndsOnly() {
    assertThrows(IllegalArgumentException.class, () -> settings(Severity.RESOLVED));
    assertEquals(
        Map.of("a", Severity.WARNING), AlertSettings.standard("test", Set.of("a")).sinks());
  }
}

package io.keepsake.monitor.alert.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.alert.Alert;
import io.keepsake.core.spi.alert.Notification;
import io.keepsake.core.spi.alert.Notification.Reason;
import io.keepsake.core.spi.alert.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LaneTest {

  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final OutboxPolicy FEW =
      new OutboxPolicy(
          3,
          10,
          Duration.ofSeconds(10),
          Duration.ofMinutes(10),
          Duration.ofHours(1),
          Duration.ofHours(12));

  private int ids;

  private static Waiting notice(long sequence, Severity severity, String subject) {
    Optional<Instant> ended =
        severity == Severity.RESOLVED ? Optional.of(NOW) : Optional.<Instant>empty();
    Alert alert =
        new Alert("rule/" + subject, "rule", subject, severity, "It is so", Map.of(), NOW, ended);
    return new Waiting(
        sequence, new Notification("n" + sequence, Reason.CHANGE, "test", NOW, List.of(alert)));
  }

  private Lane offer(Lane lane, Waiting next) {
    return lane.offer(next, FEW, () -> "f" + ids++, NOW);
  }

  private static List<String> told(Lane lane) {
    List<String> told = new ArrayList<>();
    lane.waiting()
        .forEach(
            each ->
                each.notification()
                    .alerts()
                    .forEach(alert -> told.add(alert.severity() + " " + alert.subject())));
    return told;
  }

  @Test
  void anOldRefusedStateIsNotFoldedBehindANewerOneThatIsFirst() {
    Lane lane = offer(Lane.empty("chat"), notice(1, Severity.WARNING, "a"));
    lane = lane.refused("n1", "no", NOW);
    lane = offer(lane, notice(2, Severity.RESOLVED, "a"));
    lane = offer(lane, notice(3, Severity.WARNING, "b"));
    lane = offer(lane, notice(4, Severity.RESOLVED, "b"));
    assertEquals(List.of("RESOLVED a", "RESOLVED b"), told(lane));
    assertEquals("n2", lane.waiting().getFirst().notification().id());
    assertEquals(
        Map.of("notices folded into this", "1"),
        lane.waiting().getLast().notification().alerts().getFirst().facts());
    assertEquals(2, lane.history().folded());
  }

  @Test
  void whatDiffersIsNeverLeftOut() {
    Lane lane = Lane.empty("chat");
    for (int i = 0; i < 100; i++) {
      lane = offer(lane, notice(i, Severity.WARNING, "s" + i));
    }
    assertEquals(100, told(lane).size());
    assertTrue(lane.waiting().size() <= 12, "waiting: " + lane.waiting().size());
  }

  @Test
  void pausesDoubleUpToALimitAndKeepToWishes() {
    assertEquals(Duration.ofSeconds(10), FEW.pause(1, 1));
    assertEquals(Duration.ofSeconds(5), FEW.pause(1, 0));
    assertEquals(Duration.ofSeconds(40), FEW.pause(3, 1));
    assertEquals(Duration.ofMinutes(10), FEW.pause(1000, 1));
    Lane lane = offer(Lane.empty("chat"), notice(1, Severity.WARNING, "a"));
    assertEquals(Duration.ofMinutes(30), pause(lane, Optional.of(Duration.ofMinutes(30))));
    assertEquals(Duration.ofHours(1), pause(lane, Optional.of(Duration.ofDays(30))));
    assertEquals(Duration.ofSeconds(10), pause(lane, Optional.of(Duration.ZERO)));
  }

  private static Duration pause(Lane lane, Optional<Duration> wish) {
    return lane.deferred("later", wish, FEW, 1, NOW).pause().orElseThrow().length();
  }
}

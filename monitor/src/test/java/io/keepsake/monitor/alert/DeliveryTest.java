package io.keepsake.monitor.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.alert.Delivery;
import io.keepsake.core.spi.alert.Notification;
import io.keepsake.core.spi.alert.Severity;
import io.keepsake.monitor.alert.rule.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How notices get to sinks that fail. */
class DeliveryTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final World world = World.with("chat", "mail");
  private final World.Inbox chat = world.inbox("chat");
  private final World.Inbox mail = world.inbox("mail");

  private void live(Duration time, int failures) {
    world.live(time, _ -> List.of(Facts.failed("nightly", failures)));
  }

  private SinkState sink(String id) {
    return world.center.listing().sinks().stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aSinkThatIsAwayDoesNotHoldUpAnother() {
    chat.behaviour = _ -> Delivery.Deferred.because("No route");
    live(MINUTE.multipliedBy(10), 1);
    live(MINUTE.multipliedBy(10), 0);
    assertEquals(2, mail.taken.size());
    assertEquals(0, chat.taken.size());
    assertEquals(Optional.of("No route"), sink("chat").problem());
    assertEquals(2, sink("chat").waiting());
    chat.behaviour = _ -> new Delivery.Accepted();
    live(MINUTE.multipliedBy(20), 0);
    assertEquals(mail.lines(), chat.lines());
    assertEquals(Optional.empty(), sink("chat").problem());
  }

  @Test
  void pausesGrow() {
    chat.behaviour = _ -> Delivery.Deferred.because("No route");
    live(Duration.ofHours(10), 1);
    int tries = chat.offered.size();
    assertTrue(tries > 40 && tries < 120, "tries: " + tries);
  }

  @Test
  void aSinkThatWantsToBeLeftAloneIs() {
    chat.behaviour = _ -> new Delivery.Deferred("Too many", Optional.of(Duration.ofHours(2)));
    live(MINUTE.multipliedBy(110), 1);
    assertEquals(1, chat.offered.size());
    live(MINUTE.multipliedBy(20), 1);
    assertEquals(2, chat.offered.size());
  }

  @Test
  void whatIsRefusedIsKeptShownAndTriedAfterARestart() {
    chat.behaviour = _ -> new Delivery.Refused("No such channel");
    live(MINUTE.multipliedBy(60), 1);
    assertEquals(1, chat.offered.size());
    assertEquals(Optional.of("No such channel"), sink("chat").problem());
    assertEquals(1, sink("chat").refused());
    chat.behaviour = _ -> new Delivery.Accepted();
    world.kill();
    live(MINUTE, 1);
    assertEquals(mail.lines(), chat.lines());
    assertEquals(Optional.empty(), sink("chat").problem());
  }

  @Test
  void whatIsRefusedIsTriedRarelyWithoutOne() {
    chat.behaviour = _ -> new Delivery.Refused("No such channel");
    live(Duration.ofHours(23), 1);
    assertEquals(2, chat.offered.size());
  }

  @Test
  void anOldStateThatWasRefusedIsNotToldAfterANewerOne() {
    chat.behaviour =
        notice ->
            notice.severity() == Severity.WARNING
                ? new Delivery.Refused("I do not like it")
                : new Delivery.Accepted();
    live(MINUTE.multipliedBy(5), 1);
    live(MINUTE.multipliedBy(5), 0);
    chat.behaviour = _ -> new Delivery.Accepted();
    live(Duration.ofHours(13), 0);
    assertEquals(List.of("CHANGE RESOLVED backup-failed/nightly"), chat.lines());
    assertEquals(0, sink("chat").refused());
  }

  @Test
  void whatWasTakenWithoutAnAnswerComesAgainUnderTheSameId() {
    world.pass(MINUTE);
    world.tick(Facts.failed("nightly", 1));
    world.pass(MINUTE.multipliedBy(5));
    world.tick(Facts.failed("nightly", 1));
    Notification first = world.center.next("mail").orElseThrow();
    world.kill();
    assertEquals(Optional.of(first), world.center.next("mail"));
    world.center.answered("mail", first.id(), new Delivery.Accepted());
    world.kill();
    assertEquals(Optional.empty(), world.center.next("mail"));
    assertEquals(Optional.of(first), world.center.next("chat"));
  }

  @Test
  void ofTooManyTheLastStatesRemainAndThatIsSaid() {
    chat.behaviour = _ -> Delivery.Deferred.because("No route");
    for (int round = 0; round < 24; round++) {
      int failures = round % 2;
      for (int schedule = 0; schedule < 10; schedule++) {
        String name = "s" + (schedule + 10 * round % 30);
        world.pass(Duration.ofHours(7)); // slower than flapping
        world.tick(Facts.failed(name, 1 - failures));
        world.pass(MINUTE.multipliedBy(3));
        world.tick(Facts.failed(name, 1 - failures));
        world.deliver();
      }
    }
    assertTrue(sink("chat").waiting() <= 50, "waiting: " + sink("chat").waiting());
    assertTrue(sink("chat").folded() > 0);
    chat.behaviour = _ -> new Delivery.Accepted();
    world.pass(Duration.ofHours(7));
    world.deliver();
    for (String line : mail.lines()) {
      String identity = line.substring(line.lastIndexOf(' ') + 1);
      assertEquals(mail.lastOf(identity).severity(), chat.lastOf(identity).severity(), identity);
    }
    assertTrue(
        chat.taken.values().stream()
            .flatMap(notice -> notice.alerts().stream())
            .anyMatch(alert -> alert.facts().containsKey("notices folded into this")));
  }

  @Test
  void aSinkThatIsNotConfiguredAnyMoreIsNoted() {
    chat.behaviour = _ -> Delivery.Deferred.because("No route");
    live(MINUTE.multipliedBy(5), 1);
    world.settings = AlertSettings.standard("test", Set.of("mail"));
    world.kill();
    String note = world.center.listing().notes().getFirst();
    assertTrue(note.contains("chat") && note.contains("1 notices"), note);
  }

  @Test
  void theProcessMayBeKilledAtAnyStep() {
    Instant end = world.now.plus(Duration.ofHours(3));
    while (world.now.isBefore(end)) {
      world.pass(MINUTE);
      int failures = (int) Duration.between(world.now, end).toHours() % 2;
      Observation fact = Facts.failed("nightly", failures);
      world.tick(fact);
      world.kill();
      for (String id : List.of("chat", "mail")) {
        for (Optional<Notification> next = world.center.next(id);
            next.isPresent();
            next = world.center.next(id)) {
          Delivery answer = world.inbox(id).deliver(next.get());
          if (world.random.nextBoolean()) {
            world.center.answered(id, next.get().id(), answer);
          }
          world.kill();
        }
      }
    }
    assertEquals(
        List.of("CHANGE WARNING backup-failed/nightly", "CHANGE RESOLVED backup-failed/nightly"),
        mail.lines());
    assertEquals(mail.lines(), chat.lines());
  }
}

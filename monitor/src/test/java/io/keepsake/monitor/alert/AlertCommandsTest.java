package io.keepsake.monitor.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.monitor.alert.ListedAlert.Mark;
import io.keepsake.monitor.alert.rule.Observation;
import io.keepsake.monitor.alert.state.AlertMatcher;
import io.keepsake.monitor.alert.state.Answer.Outcome;
import io.keepsake.monitor.alert.store.CommandFiles;
import io.keepsake.monitor.health.HealthStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another process does to alerts, and that it finds what the agent has saved. */
class AlertCommandsTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final AlertMatcher AWS =
      new AlertMatcher(Optional.empty(), Optional.of("provider-*"), Optional.of("aws"));

  @TempDir Path directory;
  private final World world = World.with("mail");
  private AlertCommands commands;

  @BeforeEach
  void spool() {
    world.spool = new CommandFiles(directory.resolve("commands"));
    world.kill();
    commands = new AlertCommands(directory, () -> world.now, new Random(5));
  }

  private List<Observation> aws(HealthStatus status, Instant now) {
    return List.of(Facts.provider("aws", status, now));
  }

  private void live(Duration time, HealthStatus status) {
    world.live(time, now -> aws(status, now));
  }

  private List<String> lines() {
    return world.inbox("mail").lines();
  }

  private Set<Mark> marks() {
    return world.center.listing().alerts().getFirst().marks();
  }

  @Test
  void whatIsAcknowledgedIsNotRemindedOfUntilItChanges() throws Exception {
    world.live(MINUTE.multipliedBy(5), _ -> List.of(Facts.failed("nightly", 1)));
    commands.acknowledge("backup-failed/nightly", "ada", "new disk ordered");
    world.live(Duration.ofDays(3), _ -> List.of(Facts.failed("nightly", 1)));
    assertEquals(1, lines().size(), lines().toString());
    assertEquals(Set.of(Mark.ACKNOWLEDGED), marks());
    world.live(Duration.ofHours(13), _ -> List.of(Facts.failed("nightly", 4)));
    assertEquals("CHANGE CRITICAL backup-failed/nightly", lines().get(1));
    assertEquals(2, lines().stream().filter(line -> line.startsWith("REMINDER")).count());
  }

  @Test
  void aSilenceHoldsBackWhatBeginsUntilItEnds() throws Exception {
    commands.silence(AWS, world.now.plus(Duration.ofHours(1)), "maintenance", "ada");
    live(MINUTE.multipliedBy(30), HealthStatus.OFFLINE);
    assertEquals(List.of(), lines());
    assertTrue(marks().contains(Mark.SILENCED));
    live(MINUTE.multipliedBy(40), HealthStatus.OFFLINE);
    assertEquals(List.of("CHANGE CRITICAL provider-offline/aws"), lines());
  }

  @Test
  void aSilenceDoesNotSwallowTheEndOfWhatWasTold() throws Exception {
    live(MINUTE.multipliedBy(10), HealthStatus.OFFLINE);
    commands.silence(AWS, world.now.plus(Duration.ofDays(1)), "known", "ada");
    live(Duration.ofHours(12), HealthStatus.OFFLINE);
    live(MINUTE.multipliedBy(10), HealthStatus.HEALTHY);
    assertEquals(
        List.of("CHANGE CRITICAL provider-offline/aws", "CHANGE RESOLVED provider-offline/aws"),
        lines());
  }

  @Test
  void aSilenceCanBeEnded() throws Exception {
    Instant tomorrow = world.now.plus(Duration.ofDays(1));
    String silence = commands.silence(AWS, tomorrow, "known", "ada");
    live(MINUTE.multipliedBy(10), HealthStatus.OFFLINE);
    assertEquals(
        List.of(silence), world.center.listing().silences().stream().map(s -> s.id()).toList());
    commands.unsilence(silence);
    live(MINUTE.multipliedBy(10), HealthStatus.OFFLINE);
    assertEquals(List.of("CHANGE CRITICAL provider-offline/aws"), lines());
  }

  @Test
  void aCommandIsCarriedOutOnceHoweverOftenItIsFound() throws Exception {
    commands.test(Optional.of("mail"), "ada");
    Path file = only(directory.resolve("commands"));
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 0; i < 3; i++) {
      world.tick();
      world.deliver();
      Files.write(file, bytes); // as if the agent had been killed before it deleted it
      world.kill();
    }
    assertEquals(List.of("TEST WARNING test/alerts"), lines());
  }

  private static Path only(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.findFirst().orElseThrow();
    }
  }

  @Test
  void whatCannotBeDoneIsAnswered() throws Exception {
    world.center.close();
    AlertSettings settings = AlertSettings.standard("test", Set.of("mail"));
    try (AlertCenter agent =
        AlertCenter.open(directory, settings, () -> world.now, new Random(1))) {
      String unknown = commands.acknowledge("provider-offline/gcp", "ada", "");
      String sink = commands.test(Optional.of("pager"), "ada");
      String good = commands.test(Optional.empty(), "ada");
      assertEquals(Optional.empty(), commands.answer(unknown));
      Files.writeString(
          directory.resolve("commands").resolve("000000000000001-0000000000000000.json"), "{");
      agent.tick(List.of());
      assertEquals(Outcome.REFUSED, commands.answer(unknown).orElseThrow().outcome());
      assertTrue(commands.answer(sink).orElseThrow().sentence().contains("configured: mail"));
      assertEquals(Outcome.DONE, commands.answer(good).orElseThrow().outcome());
      assertEquals(
          Outcome.REFUSED,
          commands.answer("000000000000001-0000000000000000").orElseThrow().outcome());
      try (var left = Files.list(directory.resolve("commands"))) {
        assertEquals(List.of(), left.toList());
      }
    }
  }

  @Test
  void anotherProcessListsWhatTheAgentSaved() throws Exception {
    assertEquals(Optional.empty(), commands.list());
    AlertSettings settings = AlertSettings.standard("test", Set.of("mail"));
    try (AlertCenter agent =
        AlertCenter.open(directory, settings, () -> world.now, new Random(1))) {
      for (int i = 0; i < 10; i++) {
        world.pass(MINUTE);
        agent.tick(aws(HealthStatus.OFFLINE, world.now));
      }
      AlertListing listing = commands.list().orElseThrow();
      assertEquals(agent.listing(), listing);
      assertEquals(1, listing.sinks().getFirst().waiting());
      assertThrows(
          IOException.class,
          () -> AlertCenter.open(directory, settings, () -> world.now, new Random(1)));
    }
    assertTrue(commands.list().orElseThrow().active() > 0);
  }

  @Test
  void senselessCommandsAreNotLeft() {
    assertThrows(
        IllegalArgumentException.class, () -> commands.silence(AWS, world.now, "why", "ada"));
    assertThrows(
        IllegalArgumentException.class,
        () -> commands.silence(AWS, world.now.plusSeconds(9), " ", "ada"));
    assertThrows(IllegalArgumentException.class, () -> commands.acknowledge("a/b", "", ""));
  }
}

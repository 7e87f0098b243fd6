package io.keepsake.monitor.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.alert.Alert;
import io.keepsake.core.spi.alert.Delivery;
import io.keepsake.core.spi.alert.Notification;
import io.keepsake.core.spi.alert.Severity;
import io.keepsake.monitor.alert.ListedAlert.Mark;
import io.keepsake.monitor.alert.outbox.OutboxPolicy;
import io.keepsake.monitor.alert.rule.AlertLimits;
import io.keepsake.monitor.alert.rule.Finding;
import io.keepsake.monitor.alert.rule.Observation;
import io.keepsake.monitor.alert.rule.Rule;
import io.keepsake.monitor.alert.state.AlertMatcher;
import io.keepsake.monitor.alert.state.AlertPolicy;
import io.keepsake.monitor.alert.store.Command;
import io.keepsake.monitor.alert.store.CommandSpool;
import io.keepsake.monitor.health.HealthStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds of every sequence of facts, failures of sinks, silences and kills. */
class AlertPropertiesTest {

  private static final List<HealthStatus> STATUSES = List.of(HealthStatus.values());

  private static final OutboxPolicy NARROW =
      new OutboxPolicy(
          4,
          3,
          Duration.ofSeconds(15),
          Duration.ofMinutes(15),
          Duration.ofHours(6),
          Duration.ofHours(12));

  /** Commands that wait in memory. */
  private static final class Spool implements CommandSpool {
    private final Map<String, Submitted> waiting = new TreeMap<>();
    private int count;

    void leave(Command command) {
      String id = "%015d-%016x".formatted(count++, 0);
      waiting.put(id, new Submitted(id, new String(command.toBytes(), StandardCharsets.UTF_8)));
    }

    @Override
    public List<Submitted> waiting() {
      return List.copyOf(waiting.values());
    }

    @Override
    public void done(String id) {
      waiting.remove(id);
    }
  }

  private final Spool spool = new Spool();
  private final Map<String, HealthStatus> status = new TreeMap<>();
  private final Map<String, Integer> failures = new TreeMap<>();

  private World world(Random random, OutboxPolicy outbox) {
    AlertSettings settings =
        new AlertSettings(
            "test",
            AlertSettings.allOf(Set.of("flaky", "steady")),
            AlertLimits.STANDARD.rules(),
            AlertPolicy.STANDARD,
            outbox);
    World world = new World(settings, random.nextLong());
    world.spool = spool;
    world.kill();
    return world;
  }

  private List<Observation> facts(Instant now) {
    List<Observation> facts = new ArrayList<>();
    status.forEach((id, how) -> facts.add(Facts.provider(id, how, now)));
    failures.forEach((name, runs) -> facts.add(Facts.failed(name, runs)));
    return facts;
  }

  private void step(World world, Random random) {
    switch (random.nextInt(8)) {
      case 0, 1 ->
          status.put("p" + random.nextInt(2), STATUSES.get(random.nextInt(STATUSES.size())));
      case 2 -> failures.put("s" + random.nextInt(3), random.nextInt(4));
      case 3 -> world.kill();
      case 4 -> {
        if (random.nextInt(6) == 0) {
          spool.leave(silence(world, random));
        } else {
          spool.leave(new Command.Acknowledge("backup-failed/s0", "ada", ""));
        }
      }
      default -> {}
    }
    for (int i = random.nextInt(6); i >= 0; i--) {
      world.pass(Duration.ofSeconds(10 + random.nextInt(random.nextBoolean() ? 100 : 3600)));
      world.center.tick(facts(world.now));
      deliverWithKills(world, "flaky", random);
      deliverWithKills(world, "steady", random);
    }
  }

  private static Command silence(World world, Random random) {
    AlertMatcher some =
        random.nextBoolean()
            ? new AlertMatcher(Optional.empty(), Optional.empty(), Optional.of("p0"))
            : new AlertMatcher(Optional.empty(), Optional.of("backup-*"), Optional.empty());
    Instant until = world.now.plus(Duration.ofMinutes(1 + random.nextInt(300)));
    return new Command.Silence(some, until, "because", "ada");
  }

  /** Sometimes the process ends after the sink took a notice and before that is known. */
  private static void deliverWithKills(World world, String sink, Random random) {
    for (Optional<Notification> next = world.center.next(sink);
        next.isPresent();
        next = world.center.next(sink)) {
      Delivery answer = world.inbox(sink).deliver(next.get());
      if (random.nextInt(5) == 0) {
        world.kill();
      } else {
        world.center.answered(sink, next.get().id(), answer);
      }
    }
  }

  private static Delivery moody(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> new Delivery.Accepted();
      case 1 -> new Delivery.Refused("not like this");
      case 2 ->
          new Delivery.Deferred("busy", Optional.of(Duration.ofSeconds(random.nextInt(5000))));
      default -> Delivery.Deferred.because("away");
    };
  }

  @Property(tries = 60)
  void inTheEndEverySinkHasToldWhatIsTrue(@ForAll long seed) {
    Random random = new Random(seed);
    World world = world(random, random.nextBoolean() ? NARROW : OutboxPolicy.STANDARD);
    world.inbox("flaky").behaviour = _ -> moody(random);
    for (int i = 0; i < 120; i++) {
      step(world, random);
    }
    world.inbox("flaky").behaviour = _ -> new Delivery.Accepted();
    world.live(Duration.ofHours(20), this::facts);
    for (String sink : List.of("flaky", "steady")) {
      assertTruthIsTold(world, sink);
    }
  }

  private void assertTruthIsTold(World world, String sink) {
    World.Inbox inbox = world.inbox(sink);
    Map<String, Severity> told = new HashMap<>();
    inbox.taken.values().stream()
        .flatMap(notice -> notice.alerts().stream())
        .forEach(alert -> told.put(alert.identity(), alert.severity()));
    Map<String, Severity> truth = truth(world.now);
    Set<String> muted = new HashSet<>();
    for (ListedAlert listed : world.center.listing().alerts()) {
      if (listed.marks().contains(Mark.MUTED)) {
        muted.add(listed.alert().identity());
      }
    }
    truth.forEach(
        (identity, severity) -> {
          if (!muted.contains(identity)) {
            Severity last = told.getOrDefault(identity, Severity.RESOLVED);
            assertEquals(severity, last, sink + " was told of " + identity);
          }
        });
  }

  /** What the rules say of the facts as they are; nothing said leaves an alert as it was. */
  private Map<String, Severity> truth(Instant now) {
    Map<String, Severity> truth = new TreeMap<>();
    for (Observation fact : facts(now)) {
      for (Rule rule : AlertLimits.STANDARD.rules()) {
        Optional<Finding> finding = rule.look(fact, now);
        finding.ifPresent(said -> truth.put(rule.name() + "/" + said.subject(), said.severity()));
      }
    }
    return truth;
  }

  @Property(tries = 60)
  void nothingIsToldTwiceButByReminders(@ForAll long seed) {
    Random random = new Random(seed);
    World world = world(random, OutboxPolicy.STANDARD);
    for (int i = 0; i < 120; i++) {
      step(world, random);
    }
    Map<String, String> last = new HashMap<>();
    for (Notification notice : world.inbox("steady").taken.values()) {
      for (Alert alert : notice.alerts()) {
        String state = alert.severity() + " " + alert.facts().containsKey("flapping since");
        if (notice.reason() == Notification.Reason.CHANGE) {
          assertNotEquals(state, last.put(alert.identity(), state), alert.identity());
        } else {
          assertTrue(last.containsKey(alert.identity()), alert.identity() + " was never told");
        }
      }
    }
  }
}

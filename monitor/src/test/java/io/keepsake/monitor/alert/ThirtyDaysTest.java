package io.keepsake.monitor.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.alert.Alert;
import io.keepsake.core.spi.alert.Notification;
import io.keepsake.core.spi.alert.Notification.Reason;
import io.keepsake.core.spi.alert.Severity;
import io.keepsake.monitor.alert.outbox.OutboxPolicy;
import io.keepsake.monitor.alert.rule.AlertLimits;
import io.keepsake.monitor.alert.rule.Confirmation;
import io.keepsake.monitor.alert.rule.Finding;
import io.keepsake.monitor.alert.rule.Observation;
import io.keepsake.monitor.alert.rule.Rule;
import io.keepsake.monitor.alert.rule.Scope;
import io.keepsake.monitor.alert.state.AlertPolicy;
import io.keepsake.monitor.alert.state.FlappingPolicy;
import io.keepsake.monitor.alert.state.GroupingPolicy;
import io.keepsake.monitor.health.HealthStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Thirty days with three providers that come and go, minute by minute, and then a quiet day: how
 * many notices a person gets, with each of the means against too many, one after the other.
 */
class ThirtyDaysTest {

  private static final AlertPolicy STANDARD = AlertPolicy.STANDARD;
  private static final GroupingPolicy EACH_ALONE =
      new GroupingPolicy(Duration.ZERO, Duration.ZERO, 1);
  private static final FlappingPolicy NEVER =
      new FlappingPolicy(Integer.MAX_VALUE, Duration.ofDays(1), Duration.ofDays(1));

  /** What a provider does for some time. */
  private enum Phase {
    CALM,
    FLAPPING,
    DOWN
  }

  /** Comes and goes in phases, by its own dice. */
  private static final class Flapper {
    private final String id;
    private final Random dice;
    private Phase phase = Phase.CALM;
    private HealthStatus status = HealthStatus.HEALTHY;

    Flapper(String id, long seed) {
      this.id = id;
      this.dice = new Random(seed);
    }

    /** One minute later. */
    Observation minute(Instant now) {
      status =
          switch (phase) {
            case CALM -> {
              phase = oneIn(60 * 40) ? Phase.FLAPPING : oneIn(60 * 120) ? Phase.DOWN : phase;
              yield oneIn(60 * 12) ? HealthStatus.DEGRADED : HealthStatus.HEALTHY;
            }
            case FLAPPING -> {
              phase = oneIn(60 * 8) ? Phase.CALM : phase;
              yield oneIn(9) ? any() : status;
            }
            case DOWN -> {
              phase = oneIn(60 * 5) ? Phase.CALM : phase;
              yield HealthStatus.OFFLINE;
            }
          };
      return Facts.provider(id, status, now);
    }

    private boolean oneIn(int number) {
      return dice.nextInt(number) == 0;
    }

    private HealthStatus any() {
      return switch (dice.nextInt(6)) {
        case 0, 1, 2 -> HealthStatus.HEALTHY;
        case 3 -> HealthStatus.DEGRADED;
        case 4 -> HealthStatus.UNHEALTHY;
        default -> HealthStatus.OFFLINE;
      };
    }
  }

  /** A rule that nothing mutes. */
  private record Loud(Rule rule) implements Rule {
    @Override
    public String name() {
      return rule.name();
    }

    @Override
    public Scope scope() {
      return rule.scope();
    }

    @Override
    public Confirmation confirmation() {
      return rule.confirmation();
    }

    @Override
    public Optional<Finding> look(Observation observation, Instant now) {
      return rule.look(observation, now);
    }
  }

  private static List<Rule> rules(Confirmation confirmation) {
    AlertLimits limits = AlertLimits.STANDARD;
    return limits
        .with(
            Map.of(
                "provider.failures", Integer.toString(confirmation.failures()),
                "provider.successes", Integer.toString(confirmation.successes())))
        .rules();
  }

  private static List<Rule> loud(Confirmation confirmation) {
    return rules(confirmation).stream().<Rule>map(Loud::new).toList();
  }

  private static AlertPolicy policy(GroupingPolicy grouping, FlappingPolicy flapping) {
    return new AlertPolicy(grouping, STANDARD.reminders(), flapping, Duration.ofDays(1));
  }

  /** A month, in which the process is killed once a day. */
  private static List<Notification> month(List<Rule> rules, AlertPolicy policy) {
    AlertSettings settings =
        new AlertSettings(
            "test", AlertSettings.allOf(Set.of("mail")), rules, policy, OutboxPolicy.STANDARD);
    World world = new World(settings, 7);
    List<Flapper> providers =
        List.of(new Flapper("aws", 11), new Flapper("gcp", 12), new Flapper("nas", 13));
    for (int day = 0; day < 30; day++) {
      world.live(
          Duration.ofDays(1), now -> providers.stream().map(each -> each.minute(now)).toList());
      world.kill();
    }
    world.live(
        Duration.ofDays(1),
        now ->
            providers.stream()
                .map(each -> Facts.provider(each.id, HealthStatus.HEALTHY, now))
                .toList());
    List<Notification> notices = List.copyOf(world.inbox("mail").taken.values());
    assertEveryTroubleEnds(notices);
    assertEquals(0, world.center.listing().active());
    return notices;
  }

  /**
   * After the last day nothing is wrong: so the last word about each trouble is that it is over.
   */
  private static void assertEveryTroubleEnds(List<Notification> notices) {
    Map<String, Severity> last = new HashMap<>();
    for (Notification notice : notices) {
      for (Alert alert : notice.alerts()) {
        Severity before = last.getOrDefault(alert.identity(), Severity.RESOLVED);
        if (alert.severity() == Severity.RESOLVED) {
          assertTrue(before != Severity.RESOLVED, alert.identity() + " ended without a beginning");
        }
        last.put(alert.identity(), alert.severity());
      }
    }
    last.forEach((identity, severity) -> assertEquals(Severity.RESOLVED, severity, identity));
  }

  private static String row(String what, List<Notification> notices) {
    long changes = notices.stream().filter(each -> each.reason() == Reason.CHANGE).count();
    return "| %s | %d | %d |".formatted(what, changes, notices.size() - changes);
  }

  @Test
  void howManyNoticesAPersonGets() throws IOException {
    Confirmation usual = AlertLimits.STANDARD.provider();
    List<Notification> all = month(loud(Confirmation.AT_ONCE), policy(EACH_ALONE, NEVER));
    List<Notification> standard = month(rules(usual), STANDARD);
    List<String> rows = new ArrayList<>();
    rows.add(row("every change of every rule", all));
    rows.add(
        row(
            "only what two or three probes confirm",
            month(loud(usual), policy(EACH_ALONE, NEVER))));
    rows.add(
        row("... and nothing beside a worse one", month(rules(usual), policy(EACH_ALONE, NEVER))));
    rows.add(
        row(
            "... and what comes together in one notice",
            month(rules(usual), policy(STANDARD.grouping(), NEVER))));
    rows.add(row("... and flapping told once: the standard", standard));
    rows.forEach(System.out::println);
    assertTrue(standard.size() * 10 < all.size(), rows.toString());
    assertTrue(standard.size() <= 31 * 12, "more than twelve a day: " + standard.size());
    String guide = Files.readString(Path.of("../docs/guides/alerts.md"), StandardCharsets.UTF_8);
    rows.forEach(each -> assertTrue(guide.contains(each), "Not in docs/guides/alerts.md: " + each));
  }
}

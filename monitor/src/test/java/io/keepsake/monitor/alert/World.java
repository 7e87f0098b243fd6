package io.keepsake.monitor.alert;

import io.keepsake.core.spi.alert.Alert;
import io.keepsake.core.spi.alert.Delivery;
import io.keepsake.core.spi.alert.Notification;
import io.keepsake.core.spi.alert.Notification.Reason;
import io.keepsake.monitor.alert.rule.Observation;
import io.keepsake.monitor.alert.store.CommandSpool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/** A center with a clock, a disk and inboxes of its own, which can be killed at any time. */
final class World {

  static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  /** What a sink took, and what it says to the next. */
  static final class Inbox {
    final Map<String, Notification> taken = new LinkedHashMap<>();
    final List<Notification> offered = new ArrayList<>();
    Function<Notification, Delivery> behaviour = _ -> new Delivery.Accepted();

    Delivery deliver(Notification notification) {
      offered.add(notification);
      Delivery answer = behaviour.apply(notification);
      if (answer instanceof Delivery.Accepted) {
        taken.putIfAbsent(notification.id(), notification);
      }
      return answer;
    }

    /** Each alert that was told, with why, in order: {@code CHANGE CRITICAL rule/subject}. */
    List<String> lines() {
      return taken.values().stream()
          .flatMap(each -> each.alerts().stream().map(alert -> line(each.reason(), alert)))
          .toList();
    }

    private static String line(Reason reason, Alert alert) {
      String flaps = alert.facts().containsKey("flapping since") ? " flapping" : "";
      return "%s %s %s%s".formatted(reason, alert.severity(), alert.identity(), flaps);
    }

    Alert lastOf(String identity) {
      return taken.values().stream()
          .flatMap(each -> each.alerts().stream())
          .filter(alert -> alert.identity().equals(identity))
          .reduce((_, later) -> later)
          .orElseThrow(() -> new AssertionError("Never told of " + identity));
    }
  }

  Instant now = START;
  final MemoryStore store = new MemoryStore();
  final Random random;
  final Map<String, Inbox> inboxes = new LinkedHashMap<>();
  CommandSpool spool = CommandSpool.NONE;
  AlertSettings settings;
  AlertCenter center;

  World(AlertSettings settings, long seed) {
    this.settings = settings;
    this.random = new Random(seed);
    Set<String> sinks = new LinkedHashSet<>(settings.sinks().keySet());
    sinks.stream().sorted().forEach(id -> inboxes.put(id, new Inbox()));
    center = open();
  }

  static World with(String... sinks) {
    return new World(AlertSettings.standard("test", Set.of(sinks)), 1);
  }

  private AlertCenter open() {
    try {
      return new AlertCenter(settings, store, spool, () -> {}, () -> now, random);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the process without a word; another begins with what is on the disk. */
  void kill() {
    center = open();
  }

  Inbox inbox(String sink) {
    return Optional.ofNullable(inboxes.get(sink)).orElseThrow();
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  void tick(Observation... facts) {
    center.tick(List.of(facts));
  }

  /** Ticks once a minute, each time with the same measurement made anew, and delivers. */
  void live(Duration time, Function<Instant, List<Observation>> facts) {
    for (Instant end = now.plus(time); now.isBefore(end); ) {
      pass(Duration.ofMinutes(1));
      center.tick(facts.apply(now));
      deliver();
    }
  }

  /** Delivers all that is due. */
  void deliver() {
    inboxes.keySet().forEach(this::deliver);
  }

  void deliver(String sink) {
    for (Optional<Notification> next = center.next(sink);
        next.isPresent();
        next = center.next(sink)) {
      center.answered(sink, next.get().id(), inbox(sink).deliver(next.get()));
    }
  }
}

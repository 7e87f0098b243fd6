package io.keepsake.monitor.alert.outbox;

import io.keepsake.core.spi.alert.Alert;
import io.keepsake.core.spi.alert.Notification;
import io.keepsake.core.spi.alert.Notification.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes few notices of many: the newest state of each alert, so that the end of each trouble
 * arrives. The alerts say how many notices they stand for.
 */
final class Folding {

  private static final Logger LOG = LoggerFactory.getLogger(Folding.class);

  /** The newest state of an alert, and of how many notices it is the last. */
  private record Newest(Alert alert, Waiting in, int notices) {}

  private Folding() {}

  /** Folds all but the first, which may be under way. */
  static Lane fold(Lane lane, OutboxPolicy policy, Supplier<String> ids, Instant now) {
    List<Waiting> old = new ArrayList<>(lane.waiting().subList(1, lane.waiting().size()));
    lane.refused().forEach(refusal -> old.add(refusal.waiting()));
    old.sort(Comparator.comparingLong(Waiting::sequence));
    List<Newest> newest = newest(withoutOlder(old, lane.waiting().getFirst()));
    List<Waiting> next = new ArrayList<>();
    next.add(lane.waiting().getFirst());
    for (int from = 0; from < newest.size(); from += policy.mostAlerts()) {
      int to = Math.min(newest.size(), from + policy.mostAlerts());
      next.add(merged(newest.subList(from, to), ids));
    }
    int less = old.size() + 1 - next.size();
    if (less <= 0) {
      return lane; // so many alerts differ
    }
    LOG.warn(
        "Alert sink {} is behind: {} of {} notices for it were folded into others; the last state"
            + " of each alert is kept, reminders are not",
        lane.sinkId(),
        less,
        old.size());
    LaneHistory history = lane.history().folding(less, now);
    return new Lane(lane.sinkId(), next, List.of(), lane.pause(), history, lane.open());
  }

  /** What was refused long ago may be older than the first, and must not come after it. */
  private static List<Waiting> withoutOlder(List<Waiting> old, Waiting first) {
    return old.stream()
        .flatMap(
            each ->
                each.sequence() < first.sequence()
                    ? each.without(first.identities()).stream()
                    : Stream.of(each))
        .toList();
  }

  /** Of changes only, the oldest first. */
  private static List<Newest> newest(List<Waiting> old) {
    Map<String, Newest> byIdentity = new HashMap<>();
    for (Waiting waiting : old) {
      if (waiting.notification().reason() == Reason.CHANGE) {
        for (Alert alert : waiting.notification().alerts()) {
          int before =
              Optional.ofNullable(byIdentity.get(alert.identity())).map(Newest::notices).orElse(0);
          byIdentity.put(alert.identity(), new Newest(alert, waiting, before + 1));
        }
      }
    }
    return byIdentity.values().stream()
        .sorted(
            Comparator.comparingLong((Newest each) -> each.in().sequence())
                .thenComparing(each -> each.alert().identity()))
        .toList();
  }

  private static Waiting merged(List<Newest> parts, Supplier<String> ids) {
    Waiting last = parts.getLast().in();
    List<Alert> alerts = parts.stream().map(Folding::marked).toList();
    Notification folded =
        new Notification(
            ids.get(),
            Reason.CHANGE,
            last.notification().origin(),
            last.notification().time(),
            alerts);
    return new Waiting(last.sequence(), folded);
  }

  private static Alert marked(Newest newest) {
    Alert alert = newest.alert();
    if (newest.notices() == 1) {
      return alert;
    }
    Map<String, String> facts = new TreeMap<>(alert.facts());
    facts.put("notices folded into this", Integer.toString(newest.notices() - 1));
    return new Alert(
        alert.identity(),
        alert.rule(),
        alert.subject(),
        alert.severity(),
        alert.summary(),
        facts,
        alert.since(),
        alert.ended());
  }
}

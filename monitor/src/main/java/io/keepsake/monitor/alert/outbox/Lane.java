package io.keepsake.monitor.alert.outbox;

import io.keepsake.core.spi.alert.Alert;
import io.keepsake.core.spi.alert.Notification;
import io.keepsake.core.spi.alert.Notification.Reason;
import io.keepsake.core.spi.alert.Severity;
import io.keepsake.monitor.alert.state.Elapsed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What is on its way to one sink. The first that waits may be with the sink already, so it stays as
 * it is until an answer comes.
 *
 * @param sinkId which sink
 * @param waiting in the order in which it is delivered
 * @param refused what the sink did not take, oldest first
 * @param pause until when the sink is left alone
 * @param open identities of the alerts that it was sent, and not their end
 */
public record Lane(
    String sinkId,
    List<Waiting> waiting,
    List<Refusal> refused,
    Optional<Pause> pause,
    LaneHistory history,
    Set<String> open) {

  /** Copies the collections. */
  public Lane {
    waiting = List.copyOf(waiting);
    refused = List.copyOf(refused);
    open = Set.copyOf(open);
  }

  /** Nothing is on its way. */
  public static Lane empty(String sinkId) {
    return new Lane(sinkId, List.of(), List.of(), Optional.empty(), LaneHistory.NONE, Set.of());
  }

  /**
   * What a sink is told of a notice that is told of alerts from a severity on: these, and whatever
   * becomes of an alert that it was sent before, to its end. Reminders and tests do not count as
   * that: it is reminded of what is bad enough, and gets every test.
   *
   * @param least the least severity; {@link Severity#WARNING} is all
   * @return empty if nothing is left
   */
  public Optional<Waiting> share(Waiting notice, Severity least) {
    Reason reason = notice.notification().reason();
    if (reason == Reason.TEST || least.compareTo(Severity.WARNING) <= 0) {
      return Optional.of(notice);
    }
    Set<String> unwanted = new HashSet<>();
    for (Alert alert : notice.notification().alerts()) {
      boolean wasSent = reason == Reason.CHANGE && open.contains(alert.identity());
      if (alert.severity().compareTo(least) < 0 && !wasSent) {
        unwanted.add(alert.identity());
      }
    }
    return notice.without(unwanted);
  }

  /**
   * With one more at the end. If that makes too many, older ones are folded: the last state of each
   * alert stays, reminders and tests do not.
   *
   * @param ids makes ids for folded notices
   */
  public Lane offer(Waiting next, OutboxPolicy policy, Supplier<String> ids, Instant now) {
    List<Waiting> longer = new ArrayList<>(waiting);
    longer.add(next);
    Lane lane = new Lane(sinkId, longer, refused, pause, history, openAfter(next));
    return longer.size() + refused.size() > policy.most()
        ? Folding.fold(lane, policy, ids, now)
        : lane;
  }

  private Set<String> openAfter(Waiting next) {
    Set<String> after = new HashSet<>(open);
    if (next.notification().reason() == Reason.CHANGE) {
      for (Alert alert : next.notification().alerts()) {
        if (alert.ended().isPresent()) {
          after.remove(alert.identity());
        } else {
          after.add(alert.identity());
        }
      }
    }
    return after;
  }

  /** Whether there is something to deliver now. Notices that were refused long ago wait again. */
  public Optional<Notification> due(Instant now) {
    boolean isPaused =
        pause.filter(each -> !Elapsed.since(each.since(), now, each.length())).isPresent();
    return isPaused || waiting.isEmpty()
        ? Optional.empty()
        : Optional.of(waiting.getFirst().notification());
  }

  /** With what was refused so long ago that it is worth another try. */
  public Lane retryingRefused(Instant now, Duration age) {
    List<Refusal> old =
        refused.stream().filter(each -> Elapsed.since(each.time(), now, age)).toList();
    if (old.isEmpty()) {
      return this;
    }
    List<Refusal> young = new ArrayList<>(refused);
    young.removeAll(old);
    List<Waiting> all = new ArrayList<>(waiting);
    for (Refusal refusal : old) {
      refusal.waiting().without(newer(refusal.waiting())).ifPresent(all::add);
    }
    all.sort(Comparator.comparingLong(Waiting::sequence));
    return new Lane(sinkId, all, young, pause, history, open);
  }

  /** Whose later state waits too. */
  private Set<String> newer(Waiting old) {
    Set<String> identities = new HashSet<>();
    waiting.stream()
        .filter(each -> each.sequence() > old.sequence())
        .forEach(each -> identities.addAll(each.identities()));
    refused.stream()
        .map(Refusal::waiting)
        .filter(each -> each.sequence() > old.sequence())
        .forEach(each -> identities.addAll(each.identities()));
    return identities;
  }

  /** The sink took a notice: older states of its alerts are of no interest any more. */
  public Lane accepted(String id, Instant now) {
    Optional<Waiting> taken = find(id);
    if (taken.isEmpty()) {
      return this;
    }
    List<Refusal> stillRefused = new ArrayList<>();
    for (Refusal refusal : refused) {
      Set<String> told =
          refusal.waiting().sequence() < taken.get().sequence()
              ? taken.get().identities()
              : Set.of();
      refusal
          .waiting()
          .without(told)
          .ifPresent(rest -> stillRefused.add(new Refusal(rest, refusal.reason(), refusal.time())));
    }
    Optional<String> problem =
        stillRefused.isEmpty() ? Optional.empty() : Optional.of(stillRefused.getLast().reason());
    return new Lane(
        sinkId, rest(id), stillRefused, Optional.empty(), history.accepting(problem, now), open);
  }

  /**
   * The sink cannot take a notice now.
   *
   * @param wish how long it wants to be left alone
   * @param chance from 0 to 1, for the length of the pause
   */
  public Lane deferred(
      String reason, Optional<Duration> wish, OutboxPolicy policy, double chance, Instant now) {
    LaneHistory worse = history.failing(reason);
    Duration own = policy.pause(worse.failures(), chance);
    Duration wished =
        wish.map(each -> each.compareTo(policy.longestWish()) > 0 ? policy.longestWish() : each)
            .orElse(Duration.ZERO);
    Duration length = own.compareTo(wished) > 0 ? own : wished;
    return new Lane(sinkId, waiting, refused, Optional.of(new Pause(now, length)), worse, open);
  }

  /** The sink does not take a notice as it is; the others are tried. A test is not kept. */
  public Lane refused(String id, String reason, Instant now) {
    List<Refusal> more = new ArrayList<>(refused);
    find(id)
        .filter(each -> each.notification().reason() != Reason.TEST)
        .ifPresent(each -> more.add(new Refusal(each, reason, now)));
    more.sort(Comparator.comparingLong(each -> each.waiting().sequence()));
    return new Lane(sinkId, rest(id), more, Optional.empty(), history.refusing(reason), open);
  }

  private Optional<Waiting> find(String id) {
    return waiting.stream().filter(each -> each.notification().id().equals(id)).findFirst();
  }

  private List<Waiting> rest(String id) {
    return waiting.stream().filter(each -> !each.notification().id().equals(id)).toList();
  }
}

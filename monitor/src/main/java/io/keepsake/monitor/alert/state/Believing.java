package io.keepsake.monitor.alert.state;

import io.keepsake.core.spi.alert.Severity;
import io.keepsake.monitor.alert.rule.Confirmation;
import io.keepsake.monitor.alert.rule.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How findings change what is believed, and when that is flapping. */
final class Believing {

  private final FlappingPolicy policy;

  Believing(FlappingPolicy policy) {
    this.policy = policy;
  }

  /** After a finding. The same measurement again is not counted again. */
  TrackedAlert after(TrackedAlert before, Finding finding, Confirmation confirmation, Instant now) {
    Severity believed = before.condition().severity();
    if (finding.severity() == believed) {
      return before.believing(reworded(before.condition(), finding), Optional.empty());
    }
    if (before.doubt().filter(last -> last.asOf().equals(finding.asOf())).isPresent()) {
      return before;
    }
    Doubt doubt = doubt(before, finding, now);
    boolean isWorse = finding.severity().compareTo(believed) > 0;
    int needed = isWorse ? confirmation.failures() : confirmation.successes();
    return doubt.count() < needed
        ? before.believing(before.condition(), Optional.of(doubt))
        : changed(before, finding, doubt.since(), now);
  }

  /** What is over keeps the words with which it ended. */
  private static Condition reworded(Condition condition, Finding finding) {
    return condition.severity() == Severity.RESOLVED
        ? condition
        : new Condition(
            condition.severity(),
            finding.summary(),
            finding.facts(),
            condition.since(),
            Optional.empty());
  }

  private static Doubt doubt(TrackedAlert alert, Finding finding, Instant now) {
    Severity believed = alert.condition().severity();
    boolean isWorse = finding.severity().compareTo(believed) > 0;
    return alert
        .doubt()
        .filter(last -> (last.severity().compareTo(believed) > 0) == isWorse)
        .map(last -> new Doubt(finding.severity(), last.count() + 1, last.since(), finding.asOf()))
        .orElseGet(() -> new Doubt(finding.severity(), 1, now, finding.asOf()));
  }

  private TrackedAlert changed(TrackedAlert before, Finding finding, Instant began, Instant now) {
    Condition old = before.condition();
    boolean isBeginning = old.severity() == Severity.RESOLVED;
    boolean isOver = finding.severity() == Severity.RESOLVED;
    Condition next =
        new Condition(
            finding.severity(),
            finding.summary(),
            finding.facts(),
            isBeginning ? began : old.since(),
            isOver ? Optional.of(began) : Optional.empty());
    return moved(before, before.believing(next, Optional.empty()), now);
  }

  /** Counts the change, and takes an acknowledgement for void if people should know more. */
  private TrackedAlert moved(TrackedAlert before, TrackedAlert after, Instant now) {
    List<Instant> changes = new ArrayList<>(before.changes());
    changes.removeIf(time -> Elapsed.since(time, now, policy.window()));
    changes.add(now);
    if (changes.size() > policy.changes()) {
      changes.removeFirst();
    }
    Severity worst = worse(before.condition().severity(), after.condition().severity());
    Optional<Flapping> flapping =
        before
            .flapping()
            .map(last -> new Flapping(last.since(), worse(last.worst(), worst)))
            .or(
                () ->
                    changes.size() >= policy.changes()
                        ? Optional.of(new Flapping(now, worst))
                        : Optional.empty());
    TrackedAlert moved = after.moving(changes, flapping);
    return moved.standing().equals(before.standing())
        ? moved
        : moved.acknowledged(Optional.empty());
  }

  private static Severity worse(Severity one, Severity other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** Ends flapping once nothing has changed for long enough. */
  TrackedAlert calmed(TrackedAlert alert, Instant now) {
    boolean isCalm =
        alert.flapping().isPresent()
            && (alert.changes().isEmpty()
                || Elapsed.since(alert.changes().getLast(), now, policy.calm()));
    if (!isCalm) {
      return alert;
    }
    TrackedAlert calm = alert.moving(List.of(), Optional.empty());
    return calm.standing().severity() == alert.standing().severity()
        ? calm
        : calm.acknowledged(Optional.empty());
  }

  /** Ends an alert about something that is not there any more. */
  static TrackedAlert ended(TrackedAlert alert, String why, Instant now) {
    if (alert.standing().isOver()) {
      return alert;
    }
    Condition over =
        new Condition(
            Severity.RESOLVED, why, Map.of(), alert.condition().since(), Optional.of(now));
    return alert
        .believing(over, Optional.empty())
        .moving(List.of(), Optional.empty())
        .acknowledged(Optional.empty());
  }
}

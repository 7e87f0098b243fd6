package io.keepsake.monitor.alert.state;

import io.keepsake.core.spi.alert.Severity;
import io.keepsake.monitor.alert.rule.Finding;
import io.keepsake.monitor.alert.rule.Observation;
import io.keepsake.monitor.alert.rule.Rule;
import io.keepsake.monitor.alert.rule.Scope;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Looks at facts with all rules, and keeps the book. */
public final class Bookkeeping {

  private final Map<String, Rule> rules;
  private final AlertPolicy policy;
  private final Believing believing;

  /**
   * For some rules.
   *
   * @throws IllegalArgumentException if two have the same name
   */
  public Bookkeeping(List<Rule> rules, AlertPolicy policy) {
    this.rules = new LinkedHashMap<>();
    for (Rule rule : rules) {
      if (this.rules.put(rule.name(), rule) != null) {
        throw new IllegalArgumentException("Two rules are named " + rule.name());
      }
    }
    this.policy = policy;
    this.believing = new Believing(policy.flapping());
  }

  /** The book after these facts. */
  public AlertBook observe(AlertBook book, Collection<Observation> facts, Instant now) {
    Map<String, TrackedAlert> alerts = new TreeMap<>(book.alerts());
    for (Observation fact : facts) {
      if (fact instanceof Observation.Watched(Scope scope, Set<String> subjects)) {
        alerts.replaceAll((_, alert) -> isGone(alert, scope, subjects) ? gone(alert, now) : alert);
      }
      for (Rule rule : rules.values()) {
        rule.look(fact, now).ifPresent(finding -> believe(alerts, rule, finding, now));
      }
    }
    alerts.replaceAll((_, alert) -> believing.calmed(alert, now));
    alerts.replaceAll(
        (_, alert) ->
            rules.containsKey(alert.rule())
                ? alert
                : Believing.ended(alert, "The rule " + alert.rule() + " is used no more", now));
    alerts.values().removeIf(alert -> isForgotten(alert, now));
    AlertBook next = book.withAlerts(alerts).withSilences(lasting(book.silences(), now));
    return next.withMuted(muted(alerts));
  }

  private void believe(Map<String, TrackedAlert> alerts, Rule rule, Finding finding, Instant now) {
    String identity = rule.name() + "/" + finding.subject();
    TrackedAlert before = alerts.get(identity);
    if (before == null && finding.severity() == Severity.RESOLVED) {
      return;
    }
    TrackedAlert start =
        before == null ? TrackedAlert.fresh(rule.name(), finding.subject(), now) : before;
    alerts.put(identity, believing.after(start, finding, rule.confirmation(), now));
  }

  private boolean isGone(TrackedAlert alert, Scope scope, Set<String> subjects) {
    return Optional.ofNullable(rules.get(alert.rule()))
            .filter(rule -> rule.scope() == scope)
            .isPresent()
        && !subjects.contains(alert.subject())
        && !alert.subject().equals(Observation.VAULT);
  }

  private static TrackedAlert gone(TrackedAlert alert, Instant now) {
    return Believing.ended(alert, alert.subject() + " is not watched any more", now);
  }

  private boolean isForgotten(TrackedAlert alert, Instant now) {
    Instant last = alert.condition().ended().orElse(Instant.MAX);
    Instant told = alert.told().map(Told::time).orElse(last);
    return alert.standing().isOver()
        && !alert.isNews()
        && alert.doubt().isEmpty()
        && Elapsed.since(last, now, policy.keep())
        && Elapsed.since(told, now, policy.keep());
  }

  private static List<Silence> lasting(List<Silence> silences, Instant now) {
    return silences.stream().filter(silence -> now.isBefore(silence.until())).toList();
  }

  private Set<String> muted(Map<String, TrackedAlert> alerts) {
    return alerts.values().stream()
        .filter(alert -> !alert.standing().isOver())
        .filter(
            alert ->
                Optional.ofNullable(rules.get(alert.rule())).map(Rule::mutedBy).stream()
                    .flatMap(Set::stream)
                    .anyMatch(worse -> goesOn(alerts, worse + "/" + alert.subject())))
        .map(TrackedAlert::identity)
        .collect(Collectors.toSet());
  }

  private static boolean goesOn(Map<String, TrackedAlert> alerts, String identity) {
    return Optional.ofNullable(alerts.get(identity))
        .filter(alert -> !alert.standing().isOver())
        .isPresent();
  }
}

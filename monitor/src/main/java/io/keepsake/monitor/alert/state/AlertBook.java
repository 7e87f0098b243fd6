package io.keepsake.monitor.alert.state;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All alerts and silences.
 *
 * @param alerts by identity
 * @param silences in the order in which they were made
 * @param muted identities of alerts that worse ones make needless
 * @param gathering since when a notice has been waiting for more to tell; empty if none is
 */
public record AlertBook(
    SortedMap<String, TrackedAlert> alerts,
    List<Silence> silences,
    Set<String> muted,
    Optional<Instant> gathering) {

  /** Nothing is wrong. */
  public static final AlertBook EMPTY =
      new AlertBook(new TreeMap<>(), List.of(), Set.of(), Optional.empty());

  /** Copies the collections. */
  public AlertBook {
    alerts = Collections.unmodifiableSortedMap(new TreeMap<>(alerts));
    silences = List.copyOf(silences);
    muted = Set.copyOf(muted);
  }

  /** Whether somebody does not want to be told of an alert. */
  public boolean isSilenced(TrackedAlert alert, Instant now) {
    return silences.stream().anyMatch(silence -> silence.covers(alert, now));
  }

  /** Whether an alert is not to be told for now. The end of what was told always is. */
  boolean isHeld(TrackedAlert alert, Instant now) {
    return !alert.standing().isOver()
        && (muted.contains(alert.identity()) || isSilenced(alert, now));
  }

  /** These alerts. */
  public AlertBook withAlerts(Map<String, TrackedAlert> now) {
    return new AlertBook(new TreeMap<>(now), silences, muted, gathering);
  }

  /** These silences. */
  public AlertBook withSilences(List<Silence> now) {
    return new AlertBook(alerts, now, muted, gathering);
  }

  AlertBook withMuted(Set<String> now) {
    return new AlertBook(alerts, silences, now, gathering);
  }

  AlertBook gatheringSince(Optional<Instant> time) {
    return new AlertBook(alerts, silences, muted, time);
  }

  /**
   * Somebody knows of an alert.
   *
   * @return empty if no such alert goes on
   */
  public Optional<AlertBook> acknowledge(String identity, Acknowledgement by) {
    return Optional.ofNullable(alerts.get(identity))
        .filter(alert -> !alert.standing().isOver())
        .map(
            alert -> {
              Map<String, TrackedAlert> next = new TreeMap<>(alerts);
              next.put(identity, alert.acknowledged(Optional.of(by)));
              return withAlerts(next);
            });
  }
}

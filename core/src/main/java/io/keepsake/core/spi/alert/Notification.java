package io.keepsake.core.spi.alert;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * What people are told at once: one alert, or several that came within a grouping window.
 *
 * @param id the same however often it is delivered
 * @param reason why it is sent
 * @param origin which vault on which machine it is about, for people who have several
 * @param time when it was decided to send it
 * @param alerts what it tells of, the worst first; at least one
 */
public record Notification(
    String id, Reason reason, String origin, Instant time, List<Alert> alerts) {

  /** Why a notification is sent. */
  public enum Reason {
    /** Something began, became worse or ended. */
    CHANGE,
    /** It still goes on. */
    REMINDER,
    /** Somebody asked whether notices arrive. */
    TEST
  }

  /**
   * Orders the alerts, the worst first.
   *
   * @throws IllegalArgumentException if there is no alert or the id is blank
   */
  public Notification {
    if (id.isBlank() || alerts.isEmpty()) {
      throw new IllegalArgumentException("A notification has an id and at least one alert");
    }
    alerts =
        alerts.stream()
            .sorted(
                Comparator.comparing(Alert::severity)
                    .reversed()
                    .thenComparing(Alert::since)
                    .thenComparing(Alert::identity))
            .toList();
  }

  /** The worst of its alerts. */
  public Severity severity() {
    return alerts.getFirst().severity();
  }
}

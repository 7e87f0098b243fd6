package io.keepsake.monitor.alert;

import io.keepsake.core.spi.alert.Alert;
import io.keepsake.monitor.alert.state.Acknowledgement;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An alert and what is known of it.
 *
 * @param alert as people are told
 * @param marks what else is to be said of it
 * @param told when it was last told, reminders counted; empty if never
 * @param acknowledgement who knows
 */
public record ListedAlert(
    Alert alert,
    Set<Mark> marks,
    Optional<Instant> told,
    Optional<Acknowledgement> acknowledgement) {

  /** What else is to be said of an alert. */
  public enum Mark {
    /** It changed and nobody was told yet. */
    NEWS,
    /** It comes and goes. */
    FLAPPING,
    /** Somebody knows. */
    ACKNOWLEDGED,
    /** Somebody does not want to be told. */
    SILENCED,
    /** A worse one about the same subject makes it needless. */
    MUTED
  }

  /** Copies the set. */
  public ListedAlert {
    marks = Set.copyOf(marks);
  }
}

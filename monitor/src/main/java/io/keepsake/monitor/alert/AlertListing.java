package io.keepsake.monitor.alert;

import io.keepsake.core.spi.alert.Severity;
import io.keepsake.monitor.alert.ListedAlert.Mark;
import io.keepsake.monitor.alert.outbox.Lane;
import io.keepsake.monitor.alert.outbox.Pause;
import io.keepsake.monitor.alert.state.AlertBook;
import io.keepsake.monitor.alert.state.Silence;
import io.keepsake.monitor.alert.state.Standing.Course;
import io.keepsake.monitor.alert.state.TrackedAlert;
import io.keepsake.monitor.alert.store.AlertState;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What is wrong, and who is told.
 *
 * @param alerts those that go on, the worst first, then those that were over lately
 * @param silences those that last
 * @param sinks how they fare, by their ids
 * @param notes what people should know of the state itself, such as that it was damaged
 */
public record AlertListing(
    List<ListedAlert> alerts, List<Silence> silences, List<SinkState> sinks, List<String> notes) {

  /** Copies the lists. */
  public AlertListing {
    alerts = List.copyOf(alerts);
    silences = List.copyOf(silences);
    sinks = List.copyOf(sinks);
    notes = List.copyOf(notes);
  }

  /** How many alerts go on, silenced ones too. */
  public int active() {
    return (int)
        alerts.stream().filter(each -> each.alert().severity() != Severity.RESOLVED).count();
  }

  static AlertListing of(AlertState state, Instant now) {
    AlertBook book = state.book();
    return new AlertListing(
        book.alerts().values().stream()
            .filter(alert -> !alert.standing().isOver() || alert.told().isPresent())
            .map(alert -> listed(book, alert, now))
            .sorted(
                Comparator.comparing((ListedAlert each) -> each.alert().severity())
                    .reversed()
                    .thenComparing(each -> each.alert().since())
                    .thenComparing(each -> each.alert().identity()))
            .toList(),
        book.silences().stream().filter(each -> now.isBefore(each.until())).toList(),
        state.lanes().values().stream().map(AlertListing::sink).toList(),
        state.notes());
  }

  private static ListedAlert listed(AlertBook book, TrackedAlert alert, Instant now) {
    Set<Mark> marks = EnumSet.noneOf(Mark.class);
    if (alert.isNews()) {
      marks.add(Mark.NEWS);
    }
    if (alert.standing().course() == Course.FLAPPING) {
      marks.add(Mark.FLAPPING);
    }
    if (alert.acknowledgement().isPresent()) {
      marks.add(Mark.ACKNOWLEDGED);
    }
    if (book.isSilenced(alert, now)) {
      marks.add(Mark.SILENCED);
    }
    if (book.muted().contains(alert.identity())) {
      marks.add(Mark.MUTED);
    }
    return new ListedAlert(
        alert.toAlert(), marks, alert.told().map(told -> told.time()), alert.acknowledgement());
  }

  private static SinkState sink(Lane lane) {
    return new SinkState(
        lane.sinkId(),
        lane.waiting().size(),
        lane.refused().size(),
        lane.history().problem(),
        lane.pause().map(AlertListing::end),
        lane.history().accepted(),
        lane.history().folded());
  }

  private static Instant end(Pause pause) {
    return pause.since().plus(pause.length());
  }
}

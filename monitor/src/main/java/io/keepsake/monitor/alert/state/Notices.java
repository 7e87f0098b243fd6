package io.keepsake.monitor.alert.state;

import io.keepsake.core.spi.alert.Alert;
import io.keepsake.core.spi.alert.Notification.Reason;
import io.keepsake.core.spi.alert.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Decides what is told now. */
public final class Notices {

  private final GroupingPolicy grouping;
  private final ReminderPolicy reminders;

  /** By a policy. */
  public Notices(AlertPolicy policy) {
    grouping = policy.grouping();
    reminders = policy.reminders();
  }

  /**
   * A book, and the notices that are to be sent because of it.
   *
   * @param book in which these notices were sent
   */
  public record Told(AlertBook book, List<Draft> drafts) {

    /** Copies the list. */
    public Told {
      drafts = List.copyOf(drafts);
    }
  }

  /** What is told now. */
  public Told tell(AlertBook book, Instant now) {
    List<Draft> drafts = new ArrayList<>();
    AlertBook next = tellNews(book, drafts, now);
    next = remind(next, drafts, now);
    return new Told(next, drafts);
  }

  private AlertBook tellNews(AlertBook book, List<Draft> drafts, Instant now) {
    List<TrackedAlert> news =
        book.alerts().values().stream()
            .filter(alert -> alert.isNews() && !book.isHeld(alert, now))
            .toList();
    if (news.isEmpty()) {
      return book.gatheringSince(Optional.empty());
    }
    Instant since = book.gathering().orElse(now);
    if (!Elapsed.since(since, now, window(news))) {
      return book.gatheringSince(Optional.of(since));
    }
    drafts.addAll(drafts(Reason.CHANGE, news));
    return told(book, news, now).gatheringSince(Optional.empty());
  }

  private Duration window(List<TrackedAlert> news) {
    boolean isCritical =
        news.stream().anyMatch(alert -> alert.standing().severity() == Severity.CRITICAL);
    return isCritical ? grouping.criticalWindow() : grouping.window();
  }

  private AlertBook remind(AlertBook book, List<Draft> drafts, Instant now) {
    List<TrackedAlert> open =
        book.alerts().values().stream().filter(alert -> isRemindedOf(book, alert, now)).toList();
    if (open.stream().noneMatch(alert -> hasWaited(alert, now, 1.0))) {
      return book;
    }
    // What would be due soon comes along, so that reminders of one day come together.
    List<TrackedAlert> due = open.stream().filter(alert -> hasWaited(alert, now, 0.75)).toList();
    drafts.addAll(drafts(Reason.REMINDER, due));
    return told(book, due, now);
  }

  private static boolean isRemindedOf(AlertBook book, TrackedAlert alert, Instant now) {
    return alert.isOpenForPeople()
        && !alert.isNews()
        && alert.acknowledgement().isEmpty()
        && !book.isHeld(alert, now);
  }

  private boolean hasWaited(TrackedAlert alert, Instant now, double share) {
    Duration interval = reminders.interval(alert.standing().severity());
    Duration wait = Duration.ofMillis((long) (interval.toMillis() * share));
    return Elapsed.since(alert.told().orElseThrow().time(), now, wait);
  }

  private static AlertBook told(AlertBook book, List<TrackedAlert> alerts, Instant now) {
    Map<String, TrackedAlert> next = new TreeMap<>(book.alerts());
    alerts.forEach(alert -> next.put(alert.identity(), alert.toldAt(now)));
    return book.withAlerts(next);
  }

  private List<Draft> drafts(Reason reason, List<TrackedAlert> alerts) {
    List<Alert> sorted =
        alerts.stream()
            .map(TrackedAlert::toAlert)
            .sorted(Comparator.comparing(Alert::severity).reversed())
            .toList();
    List<Draft> drafts = new ArrayList<>();
    for (int from = 0; from < sorted.size(); from += grouping.most()) {
      int to = Math.min(sorted.size(), from + grouping.most());
      drafts.add(new Draft(reason, sorted.subList(from, to)));
    }
    return drafts;
  }
}

package io.keepsake.monitor.alert.store;

import io.keepsake.core.spi.alert.Alert;
import io.keepsake.core.spi.alert.Notification;
import io.keepsake.core.spi.alert.Severity;
import io.keepsake.monitor.alert.outbox.Lane;
import io.keepsake.monitor.alert.outbox.LaneHistory;
import io.keepsake.monitor.alert.outbox.Pause;
import io.keepsake.monitor.alert.outbox.Refusal;
import io.keepsake.monitor.alert.outbox.Waiting;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** What is on its way, as JSON. */
final class LaneShape {

  private LaneShape() {}

  static void write(Json json, Lane lane) {
    json.text("sink", lane.sinkId());
    json.objects("waiting", lane.waiting(), each -> waiting(json, each));
    json.objects("refused", lane.refused(), each -> refusal(json, each));
    lane.pause()
        .ifPresent(
            pause ->
                json.object(
                    "pause",
                    _ ->
                        json.time("since", pause.since())
                            .number("milliseconds", pause.length().toMillis())));
    json.object("history", _ -> history(json, lane.history()));
    json.texts("open", new TreeSet<>(lane.open()));
  }

  /**
   * Reads one.
   *
   * @param told identities of what every sink was told, for states that were written before a sink
   *     could be told of less
   */
  static Lane read(Fields fields, Set<String> told) {
    return new Lane(
        fields.text("sink"),
        fields.objects("waiting", LaneShape::waiting),
        fields.objects("refused", LaneShape::refusal),
        fields.optionalObject(
            "pause",
            pause ->
                new Pause(pause.time("since"), Duration.ofMillis(pause.number("milliseconds")))),
        fields.object("history", LaneShape::history),
        fields.optionalTexts("open").<Set<String>>map(HashSet::new).orElse(told));
  }

  private static void history(Json json, LaneHistory history) {
    json.number("failures", history.failures()).text("problem", history.problem());
    json.time("accepted", history.accepted()).number("folded", history.folded());
    json.time("lastFolded", history.lastFolded());
  }

  private static LaneHistory history(Fields fields) {
    return new LaneHistory(
        Math.toIntExact(fields.number("failures")),
        fields.optionalText("problem"),
        fields.optionalTime("accepted"),
        fields.number("folded"),
        fields.optionalTime("lastFolded"));
  }

  private static void refusal(Json json, Refusal refusal) {
    waiting(json, refusal.waiting());
    json.text("refusal", refusal.reason()).time("tried", refusal.time());
  }

  private static Refusal refusal(Fields fields) {
    return new Refusal(waiting(fields), fields.text("refusal"), fields.time("tried"));
  }

  private static void waiting(Json json, Waiting waiting) {
    Notification notification = waiting.notification();
    json.number("sequence", waiting.sequence()).text("id", notification.id());
    json.word("reason", notification.reason()).text("origin", notification.origin());
    json.time("time", notification.time());
    json.objects("alerts", notification.alerts(), alert -> alert(json, alert));
  }

  private static Waiting waiting(Fields fields) {
    return new Waiting(
        fields.number("sequence"),
        new Notification(
            fields.text("id"),
            fields.word("reason", Notification.Reason.class),
            fields.text("origin"),
            fields.time("time"),
            fields.objects("alerts", LaneShape::alert)));
  }

  private static void alert(Json json, Alert alert) {
    json.text("identity", alert.identity()).text("rule", alert.rule());
    json.text("subject", alert.subject()).word("severity", alert.severity());
    json.text("summary", alert.summary()).map("facts", alert.facts());
    json.time("since", alert.since()).time("ended", alert.ended());
  }

  private static Alert alert(Fields fields) {
    return new Alert(
        fields.text("identity"),
        fields.text("rule"),
        fields.text("subject"),
        fields.word("severity", Severity.class),
        fields.text("summary"),
        fields.map("facts"),
        fields.time("since"),
        fields.optionalTime("ended"));
  }
}

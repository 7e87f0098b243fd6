package io.keepsake.monitor.alert.store;

import io.keepsake.core.spi.alert.Severity;
import io.keepsake.monitor.alert.state.Acknowledgement;
import io.keepsake.monitor.alert.state.AlertBook;
import io.keepsake.monitor.alert.state.AlertMatcher;
import io.keepsake.monitor.alert.state.Condition;
import io.keepsake.monitor.alert.state.Doubt;
import io.keepsake.monitor.alert.state.Flapping;
import io.keepsake.monitor.alert.state.Silence;
import io.keepsake.monitor.alert.state.Standing;
import io.keepsake.monitor.alert.state.Told;
import io.keepsake.monitor.alert.state.TrackedAlert;
import java.time.Instant;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Alerts and silences as JSON. */
final class BookShape {

  private BookShape() {}

  static void write(Json json, AlertBook book) {
    json.objects("alerts", book.alerts().values(), alert -> alert(json, alert));
    json.objects("silences", book.silences(), silence -> silence(json, silence));
    json.texts("muted", book.muted().stream().sorted().toList());
    json.time("gathering", book.gathering());
  }

  static AlertBook read(Fields fields) {
    SortedMap<String, TrackedAlert> alerts = new TreeMap<>();
    fields
        .objects("alerts", BookShape::alert)
        .forEach(alert -> alerts.put(alert.identity(), alert));
    return new AlertBook(
        alerts,
        fields.objects("silences", BookShape::silence),
        Set.copyOf(fields.texts("muted")),
        fields.optionalTime("gathering"));
  }

  private static void alert(Json json, TrackedAlert alert) {
    json.text("rule", alert.rule()).text("subject", alert.subject());
    json.object("condition", _ -> condition(json, alert.condition()));
    alert
        .doubt()
        .ifPresent(
            doubt ->
                json.object(
                    "doubt",
                    _ ->
                        json.word("severity", doubt.severity())
                            .number("count", doubt.count())
                            .time("since", doubt.since())
                            .time("asOf", doubt.asOf())));
    json.texts("changes", alert.changes().stream().map(Instant::toString).toList());
    alert
        .flapping()
        .ifPresent(
            flaps ->
                json.object(
                    "flapping",
                    _ -> json.time("since", flaps.since()).word("worst", flaps.worst())));
    alert.told().ifPresent(told -> json.object("told", _ -> told(json, told)));
    alert
        .acknowledgement()
        .ifPresent(ack -> json.object("acknowledged", _ -> acknowledgement(json, ack)));
  }

  private static TrackedAlert alert(Fields fields) {
    return new TrackedAlert(
        fields.text("rule"),
        fields.text("subject"),
        fields.object("condition", BookShape::condition),
        fields.optionalObject(
            "doubt",
            doubt ->
                new Doubt(
                    doubt.word("severity", Severity.class),
                    Math.toIntExact(doubt.number("count")),
                    doubt.time("since"),
                    doubt.time("asOf"))),
        fields.texts("changes").stream().map(Instant::parse).toList(),
        fields.optionalObject(
            "flapping",
            flaps -> new Flapping(flaps.time("since"), flaps.word("worst", Severity.class))),
        fields.optionalObject("told", BookShape::told),
        fields.optionalObject("acknowledged", BookShape::acknowledgement));
  }

  private static void condition(Json json, Condition condition) {
    json.word("severity", condition.severity()).text("summary", condition.summary());
    json.map("facts", condition.facts());
    json.time("since", condition.since()).time("ended", condition.ended());
  }

  private static Condition condition(Fields fields) {
    return new Condition(
        fields.word("severity", Severity.class),
        fields.text("summary"),
        fields.map("facts"),
        fields.time("since"),
        fields.optionalTime("ended"));
  }

  private static void told(Json json, Told told) {
    json.word("severity", told.standing().severity());
    json.word("course", told.standing().course());
    json.time("time", told.time());
  }

  private static Told told(Fields fields) {
    return new Told(
        new Standing(
            fields.word("severity", Severity.class), fields.word("course", Standing.Course.class)),
        fields.time("time"));
  }

  private static void acknowledgement(Json json, Acknowledgement ack) {
    json.text("who", ack.who()).text("note", ack.note()).time("time", ack.time());
  }

  private static Acknowledgement acknowledgement(Fields fields) {
    return new Acknowledgement(fields.text("who"), fields.text("note"), fields.time("time"));
  }

  private static void silence(Json json, Silence silence) {
    json.text("id", silence.id());
    json.object("matcher", _ -> matcher(json, silence.matcher()));
    json.time("until", silence.until()).text("reason", silence.reason());
    json.text("who", silence.who()).time("created", silence.created());
  }

  private static Silence silence(Fields fields) {
    return new Silence(
        fields.text("id"),
        fields.object("matcher", BookShape::matcher),
        fields.time("until"),
        fields.text("reason"),
        fields.text("who"),
        fields.time("created"));
  }

  static void matcher(Json json, AlertMatcher matcher) {
    json.text("identity", matcher.identity());
    json.text("rule", matcher.rule());
    json.text("subject", matcher.subject());
  }

  static AlertMatcher matcher(Fields fields) {
    return new AlertMatcher(
        fields.optionalText("identity"),
        fields.optionalText("rule"),
        fields.optionalText("subject"));
  }
}

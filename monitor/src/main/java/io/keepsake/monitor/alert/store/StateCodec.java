package io.keepsake.monitor.alert.store;

import io.keepsake.monitor.alert.outbox.Lane;
import io.keepsake.monitor.alert.rule.UsageSample;
import io.keepsake.monitor.alert.state.AlertBook;
import io.keepsake.monitor.alert.state.Answer;
import io.keepsake.monitor.alert.state.TrackedAlert;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The whole state as JSON, with a version. */
public final class StateCodec {

  /** What is written; only this is read. */
  static final long VERSION = 1;

  private StateCodec() {}

  /** A state was written by a newer Keepsake. It is not damaged. */
  public static final class NewerVersionException extends IOException {

    private static final long serialVersionUID = 1L;

    NewerVersionException(long version) {
      super(
          "A newer Keepsake wrote the state of alerts: its version is %d, this one reads %d"
              .formatted(version, VERSION));
    }
  }

  /** As bytes. */
  public static byte[] write(AlertState state) {
    return Json.write(
        json -> {
          json.number("version", VERSION).number("sequence", state.sequence());
          BookShape.write(json, state.book());
          json.objects("sinks", state.lanes().values(), lane -> LaneShape.write(json, lane));
          json.objects("usage", state.usage().entrySet(), room -> usage(json, room));
          json.objects("answers", state.answers(), answer -> answer(json, answer));
          json.texts("notes", state.notes());
        });
  }

  /**
   * From bytes.
   *
   * @throws NewerVersionException if this version cannot be read
   * @throws IOException if they are damaged
   */
  public static AlertState read(byte[] bytes) throws IOException {
    long version = Fields.read(bytes, fields -> fields.number("version"));
    if (version > VERSION) {
      throw new NewerVersionException(version);
    }
    return Fields.read(bytes, StateCodec::state);
  }

  private static AlertState state(Fields fields) {
    SortedMap<String, Lane> lanes = new TreeMap<>();
    AlertBook book = BookShape.read(fields);
    Set<String> told =
        book.alerts().values().stream()
            .filter(TrackedAlert::isOpenForPeople)
            .map(TrackedAlert::identity)
            .collect(Collectors.toUnmodifiableSet());
    fields
        .objects("sinks", sink -> LaneShape.read(sink, told))
        .forEach(lane -> lanes.put(lane.sinkId(), lane));
    SortedMap<String, List<UsageSample>> usage = new TreeMap<>();
    fields
        .objects("usage", room -> Map.entry(room.text("provider"), samples(room)))
        .forEach(room -> usage.put(room.getKey(), room.getValue()));
    return new AlertState(
        fields.number("sequence"),
        book,
        lanes,
        usage,
        fields.objects("answers", StateCodec::answer),
        fields.texts("notes"));
  }

  private static void usage(Json json, Map.Entry<String, List<UsageSample>> room) {
    json.text("provider", room.getKey());
    json.objects(
        "samples",
        room.getValue(),
        sample -> {
          json.time("time", sample.time());
          sample.used().ifPresent(used -> json.number("used", used));
          json.number("available", sample.available());
        });
  }

  private static List<UsageSample> samples(Fields room) {
    return room.objects(
        "samples",
        sample ->
            new UsageSample(
                sample.time("time"),
                sample.optionalNumber("used").map(OptionalLong::of).orElse(OptionalLong.empty()),
                sample.number("available")));
  }

  private static void answer(Json json, Answer answer) {
    json.text("command", answer.command()).word("outcome", answer.outcome());
    json.text("sentence", answer.sentence()).time("time", answer.time());
  }

  private static Answer answer(Fields fields) {
    return new Answer(
        fields.text("command"),
        fields.word("outcome", Answer.Outcome.class),
        fields.text("sentence"),
        fields.time("time"));
  }
}

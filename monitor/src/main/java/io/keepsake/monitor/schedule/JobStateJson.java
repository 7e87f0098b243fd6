package io.keepsake.monitor.schedule;

import io.keepsake.monitor.schedule.JsonTree.Unexpected;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What is known of jobs as a JSON document. */
final class JobStateJson {

  private static final long VERSION = 1;

  private JobStateJson() {}

  static byte[] write(Map<String, JobState> states) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeNumberProperty("version", VERSION);
      json.writeObjectPropertyStart("jobs");
      states.forEach((name, state) -> write(json, name, state));
      json.writeEndObject();
      json.writeEndObject();
      json.writeRaw('\n');
    }
    return out.toByteArray();
  }

  private static void write(JsonGenerator json, String name, JobState state) {
    json.writeObjectPropertyStart(name);
    write(json, "since", state.since());
    write(json, "dealtWith", state.dealtWith());
    state.repeated().ifPresent(time -> write(json, "repeated", time));
    state.success().ifPresent(time -> write(json, "success", time));
    state
        .running()
        .ifPresent(
            run -> {
              json.writeObjectPropertyStart("running");
              json.writeStringProperty("id", run.id());
              write(json, "scheduled", run.scheduled());
              write(json, "started", run.started());
              write(json, "covers", run.covers());
              json.writeEndObject();
            });
    json.writeArrayPropertyStart("history");
    state.history().forEach(run -> write(json, run));
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, JobRun run) {
    json.writeStartObject();
    json.writeStringProperty("id", run.id());
    write(json, "scheduled", run.scheduled());
    write(json, "started", run.started());
    write(json, "ended", run.ended());
    json.writeStringProperty("outcome", run.outcome().word());
    json.writeStringProperty("message", run.message());
    json.writeObjectPropertyStart("figures");
    run.figures().forEach(json::writeNumberProperty);
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, Instant time) {
    json.writeStringProperty(name, time.toString());
  }

  /** Reads what {@link #write} has written. */
  static Map<String, JobState> read(byte[] bytes) throws Unexpected {
    JsonTree document = JsonTree.read(bytes);
    long version = document.at("version").number();
    if (version != VERSION) {
      throw new Unexpected("it has version " + version + ", and this Keepsake reads " + VERSION);
    }
    Map<String, JobState> states = new LinkedHashMap<>();
    for (Map.Entry<String, JsonTree> job : document.at("jobs").fields().entrySet()) {
      states.put(job.getKey(), state(job.getValue()));
    }
    return states;
  }

  private static JobState state(JsonTree tree) throws Unexpected {
    Optional<JsonTree> running = tree.find("running");
    List<JobRun> history = new ArrayList<>();
    for (JsonTree run : tree.at("history").items()) {
      history.add(run(run));
    }
    return new JobState(
        tree.at("since").time(),
        tree.at("dealtWith").time(),
        running.isEmpty() ? Optional.empty() : Optional.of(unfinished(running.get())),
        tree.findTime("repeated"),
        tree.findTime("success"),
        history,
        Optional.empty(),
        Optional.empty());
  }

  private static UnfinishedRun unfinished(JsonTree tree) throws Unexpected {
    return new UnfinishedRun(
        tree.at("id").text(),
        tree.at("scheduled").time(),
        tree.at("started").time(),
        tree.at("covers").time());
  }

  private static JobRun run(JsonTree tree) throws Unexpected {
    Map<String, Long> figures = new LinkedHashMap<>();
    for (Map.Entry<String, JsonTree> figure : tree.at("figures").fields().entrySet()) {
      figures.put(figure.getKey(), figure.getValue().number());
    }
    return new JobRun(
        tree.at("id").text(),
        tree.at("scheduled").time(),
        tree.at("started").time(),
        tree.at("ended").time(),
        outcome(tree.at("outcome").text()),
        tree.at("message").text(),
        figures);
  }

  private static JobOutcome outcome(String word) throws Unexpected {
    for (JobOutcome outcome : JobOutcome.values()) {
      if (outcome.word().equals(word)) {
        return outcome;
      }
    }
    throw new Unexpected("'" + word + "' is no outcome");
  }
}

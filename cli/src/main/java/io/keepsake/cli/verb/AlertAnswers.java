package io.keepsake.cli.verb;

import io.keepsake.cli.agent.AgentPlace;
import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Human;
import io.keepsake.cli.output.Messages;
import io.keepsake.cli.output.Table;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.core.spi.alert.Alert;
import io.keepsake.core.spi.alert.Severity;
import io.keepsake.monitor.alert.AlertCommands;
import io.keepsake.monitor.alert.AlertListing;
import io.keepsake.monitor.alert.ListedAlert;
import io.keepsake.monitor.alert.SinkState;
import io.keepsake.monitor.alert.state.Silence;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/** What the commands about alerts have in common. */
final class AlertAnswers {

  /** An agent looks for commands every ten seconds. */
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private static final Duration PAUSE = Duration.ofMillis(200);

  private AlertAnswers() {}

  /** Alerts as the agent of that vault left them. */
  static AlertCommands of(AgentOptions agent) {
    return new AlertCommands(
        AgentPlace.alerts(agent.state()), InstantSource.system(), new SecureRandom());
  }

  /** What is wrong. */
  static ExitCode list(AgentOptions agent, Answer answer, Messages messages) throws IOException {
    Optional<AlertListing> found = of(agent).list();
    if (found.isEmpty()) {
      messages.warning("No agent has watched this vault on this machine; start 'keepsake agent'");
      answer.document().ifPresent(json -> json.writeBooleanProperty("agentHasRun", false));
      return ExitCode.DEGRADED;
    }
    AlertListing listing = found.get();
    tell(listing, answer);
    listing.notes().forEach(messages::warning);
    answer.document().ifPresent(json -> write(json, listing));
    return listing.active() == 0 ? ExitCode.DONE : ExitCode.DEGRADED;
  }

  private static void tell(AlertListing listing, Answer answer) {
    if (listing.alerts().isEmpty()) {
      answer.line("nothing is wrong");
    } else {
      Table table = new Table("SEVERITY", "ALERT", "SINCE", "MARKS", "WHAT");
      for (ListedAlert each : listing.alerts()) {
        Alert alert = each.alert();
        table.row(
            word(alert.severity()),
            alert.identity(),
            Human.time(alert.since()),
            marks(each),
            alert.summary());
      }
      table.lines().forEach(answer::line);
    }
    for (Silence each : listing.silences()) {
      answer.line(
          "silence %s until %s by %s: %s"
              .formatted(each.id(), Human.time(each.until()), each.who(), each.reason()));
    }
    for (SinkState each : listing.sinks()) {
      if (each.waiting() > 0 || each.refused() > 0 || each.problem().isPresent()) {
        answer.line(
            "sink %s: %d waiting, %d refused%s"
                .formatted(
                    each.id(),
                    each.waiting(),
                    each.refused(),
                    each.problem().map(problem -> "; " + problem).orElse("")));
      }
    }
  }

  private static String word(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }

  private static String marks(ListedAlert alert) {
    String marks =
        alert.marks().stream()
            .map(mark -> mark.name().toLowerCase(Locale.ROOT))
            .sorted()
            .collect(Collectors.joining(", "));
    return marks.isEmpty() ? "-" : marks;
  }

  private static void write(JsonGenerator json, AlertListing listing) {
    json.writeBooleanProperty("agentHasRun", true);
    json.writeNumberProperty("active", listing.active());
    json.writeArrayPropertyStart("alerts");
    for (ListedAlert each : listing.alerts()) {
      json.writeStartObject();
      json.writeStringProperty("identity", each.alert().identity());
      json.writeStringProperty("rule", each.alert().rule());
      json.writeStringProperty("subject", each.alert().subject());
      json.writeStringProperty("severity", word(each.alert().severity()));
      json.writeStringProperty("summary", each.alert().summary());
      json.writeStringProperty("since", each.alert().since().toString());
      each.alert().ended().ifPresent(end -> json.writeStringProperty("ended", end.toString()));
      json.writeArrayPropertyStart("marks");
      each.marks().stream()
          .map(mark -> mark.name().toLowerCase(Locale.ROOT))
          .sorted()
          .forEach(json::writeString);
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("silences");
    for (Silence each : listing.silences()) {
      json.writeStartObject();
      json.writeStringProperty("id", each.id());
      json.writeStringProperty("until", each.until().toString());
      json.writeStringProperty("who", each.who());
      json.writeStringProperty("reason", each.reason());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("sinks");
    for (SinkState each : listing.sinks()) {
      json.writeStartObject();
      json.writeStringProperty("id", each.id());
      json.writeNumberProperty("waiting", each.waiting());
      json.writeNumberProperty("refused", each.refused());
      each.problem().ifPresent(problem -> json.writeStringProperty("problem", problem));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Waits until the agent has carried out a command, and tells what became of it. */
  static ExitCode await(AlertCommands commands, String command, Answer answer)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (System.nanoTime() < end) {
      Optional<io.keepsake.monitor.alert.state.Answer> known = commands.answer(command);
      if (known.isPresent()) {
        boolean done = known.get().outcome() == io.keepsake.monitor.alert.state.Answer.Outcome.DONE;
        answer.line(known.get().sentence());
        answer
            .document()
            .ifPresent(json -> json.writeStringProperty("answer", known.get().sentence()));
        return done ? ExitCode.DONE : ExitCode.FAILED;
      }
      Thread.sleep(PAUSE);
    }
    answer.line("no agent has answered; this is carried out once one runs");
    answer.document().ifPresent(json -> json.writeStringProperty("answer", "pending"));
    return ExitCode.DEGRADED;
  }
}

package io.keepsake.monitor.alert;

import io.keepsake.core.spi.alert.Alert;
import io.keepsake.core.spi.alert.Notification.Reason;
import io.keepsake.core.spi.alert.Severity;
import io.keepsake.monitor.alert.state.Acknowledgement;
import io.keepsake.monitor.alert.state.Answer;
import io.keepsake.monitor.alert.state.Answer.Outcome;
import io.keepsake.monitor.alert.state.Draft;
import io.keepsake.monitor.alert.state.Silence;
import io.keepsake.monitor.alert.store.AlertState;
import io.keepsake.monitor.alert.store.Command;
import io.keepsake.monitor.alert.store.CommandSpool.Submitted;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Carries out commands, each once, and leaves an answer. */
final class CommandDesk {

  /** Sends a test on its way. */
  interface Tests {
    AlertState send(AlertState before, Draft test, Collection<String> sinks, Instant now);
  }

  private final Set<String> sinks;
  private final Tests tests;

  CommandDesk(Set<String> sinks, Tests tests) {
    this.sinks = sinks;
    this.tests = tests;
  }

  /** The state after a command. One that was answered before is not carried out again. */
  AlertState carryOut(AlertState state, Submitted submitted, Instant now) {
    String id = submitted.id();
    if (state.answers().stream().anyMatch(answer -> answer.command().equals(id))) {
      return state;
    }
    try {
      return switch (Command.read(submitted.text())) {
        case Command.Acknowledge ack -> acknowledge(state, id, ack, now);
        case Command.Silence silence -> silence(state, id, silence, now);
        case Command.Unsilence(String silence) -> unsilence(state, id, silence, now);
        case Command.Test test -> test(state, id, test, now);
      };
    } catch (IOException | IllegalArgumentException e) {
      return refused(state, id, "The command cannot be understood: " + e.getMessage(), now);
    }
  }

  private static AlertState done(AlertState state, String id, String sentence, Instant now) {
    return state.answering(new Answer(id, Outcome.DONE, sentence, now));
  }

  private static AlertState refused(AlertState state, String id, String sentence, Instant now) {
    return state.answering(new Answer(id, Outcome.REFUSED, sentence, now));
  }

  private static AlertState acknowledge(
      AlertState state, String id, Command.Acknowledge ack, Instant now) {
    return state
        .book()
        .acknowledge(ack.identity(), new Acknowledgement(ack.who(), ack.note(), now))
        .map(
            book ->
                done(
                    state.with(book),
                    id,
                    "No reminders of %s until it changes".formatted(ack.identity()),
                    now))
        .orElseGet(() -> refused(state, id, "No alert %s goes on".formatted(ack.identity()), now));
  }

  private static AlertState silence(
      AlertState state, String id, Command.Silence silence, Instant now) {
    if (!now.isBefore(silence.until())) {
      return refused(state, id, "The silence would have ended at " + silence.until(), now);
    }
    List<Silence> all = new ArrayList<>(state.book().silences());
    all.add(
        new Silence(id, silence.matcher(), silence.until(), silence.reason(), silence.who(), now));
    return done(
        state.with(state.book().withSilences(all)),
        id,
        "Silence until %s; 'keepsake alerts unsilence %s' ends it".formatted(silence.until(), id),
        now);
  }

  private static AlertState unsilence(AlertState state, String id, String silence, Instant now) {
    List<Silence> rest =
        state.book().silences().stream().filter(each -> !each.id().equals(silence)).toList();
    return rest.size() == state.book().silences().size()
        ? refused(state, id, "There is no silence " + silence, now)
        : done(state.with(state.book().withSilences(rest)), id, "The silence is over", now);
  }

  private AlertState test(AlertState state, String id, Command.Test test, Instant now) {
    if (sinks.isEmpty() || test.sink().filter(each -> !sinks.contains(each)).isPresent()) {
      String which = sinks.isEmpty() ? "none" : String.join(", ", sinks.stream().sorted().toList());
      return refused(state, id, "There is no such alert sink; configured: " + which, now);
    }
    Alert alert =
        new Alert(
            "test/alerts",
            "test",
            "alerts",
            Severity.WARNING,
            "A test that %s asked for: notices arrive here, and nothing is wrong"
                .formatted(test.who()),
            Map.of(),
            now,
            Optional.empty());
    Collection<String> to = test.sink().<Collection<String>>map(Set::of).orElse(sinks);
    AlertState sent = tests.send(state, new Draft(Reason.TEST, List.of(alert)), to, now);
    return done(sent, id, "A test is on its way to " + String.join(", ", to), now);
  }
}

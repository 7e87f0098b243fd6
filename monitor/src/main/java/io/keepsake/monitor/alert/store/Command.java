package io.keepsake.monitor.alert.store;

import io.keepsake.monitor.alert.state.AlertMatcher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** What a person wants of alerts. */
public sealed interface Command {

  /** Stop reminding of an alert until it changes. */
  record Acknowledge(String identity, String who, String note) implements Command {}

  /** Do not tell of some alerts for a while. */
  record Silence(AlertMatcher matcher, Instant until, String reason, String who)
      implements Command {}

  /** End a silence before its time. */
  record Unsilence(String silence) implements Command {}

  /**
   * Send a notice, to see that it arrives.
   *
   * @param sink to which; empty for all
   */
  record Test(Optional<String> sink, String who) implements Command {}

  /** As a document. */
  default byte[] toBytes() {
    return Json.write(
        json -> {
          switch (this) {
            case Acknowledge(String identity, String who, String note) ->
                json.text("command", "acknowledge")
                    .text("identity", identity)
                    .text("who", who)
                    .text("note", note);
            case Silence(AlertMatcher matcher, Instant until, String reason, String who) ->
                json.text("command", "silence")
                    .object("matcher", _ -> BookShape.matcher(json, matcher))
                    .time("until", until)
                    .text("reason", reason)
                    .text("who", who);
            case Unsilence(String silence) ->
                json.text("command", "unsilence").text("silence", silence);
            case Test(Optional<String> sink, String who) ->
                json.text("command", "test").text("sink", sink).text("who", who);
          }
        });
  }

  /**
   * From a document.
   *
   * @throws IOException if it is no command
   */
  static Command read(String text) throws IOException {
    return Fields.read(
        text.getBytes(StandardCharsets.UTF_8),
        fields ->
            switch (fields.text("command")) {
              case "acknowledge" ->
                  new Acknowledge(fields.text("identity"), fields.text("who"), fields.text("note"));
              case "silence" ->
                  new Silence(
                      fields.object("matcher", BookShape::matcher),
                      fields.time("until"),
                      fields.text("reason"),
                      fields.text("who"));
              case "unsilence" -> new Unsilence(fields.text("silence"));
              case "test" -> new Test(fields.optionalText("sink"), fields.text("who"));
              default -> throw new IllegalArgumentException("There is no such command");
            });
  }
}

package io.keepsake.cli.verb;

import io.keepsake.cli.output.Human;
import io.keepsake.core.vault.FailoverResult;
import io.keepsake.core.vault.FailoverResult.Compared;
import io.keepsake.core.vault.FailoverResult.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A drill in words, for the terminal and for the report. */
final class DrillWords {

  private DrillWords() {}

  /** What was done and measured, a heading and lines below it. */
  static List<String> lines(FailoverResult result) {
    List<String> lines = new ArrayList<>();
    lines.add("without %s:".formatted(String.join(", ", result.cut())));
    facts(result).forEach(fact -> lines.add("  %-10s %s".formatted(fact.name(), fact.text())));
    return lines;
  }

  /** One line of it. */
  record Fact(String name, String text) {}

  static List<Fact> facts(FailoverResult result) {
    List<Fact> facts = new ArrayList<>();
    facts.add(
        new Fact(
            "served", result.remaining().isEmpty() ? "-" : String.join(", ", result.remaining())));
    result.unusable().forEach((id, reason) -> facts.add(new Fact("unusable", id + ": " + reason)));
    result
        .snapshot()
        .ifPresent(
            snapshot -> {
              facts.add(
                  new Fact(
                      "snapshot",
                      "%s of %s: %s, %s"
                          .formatted(
                              snapshot.id().abbreviated(),
                              Human.time(snapshot.time()),
                              Human.count(snapshot.totals().files(), "file", "files"),
                              Human.size(snapshot.totals().bytes()))));
              facts.add(new Fact("tried", tried(result.scope())));
            });
    facts.add(new Fact("steps", steps(result)));
    result
        .recovery()
        .ifPresent(
            recovery -> {
              facts.add(
                  new Fact(
                      "recovery",
                      "%s to the last byte; at this rate about %s for the whole snapshot, an estimate"
                          .formatted(
                              Human.duration(recovery.toLastByte()),
                              Human.duration(recovery.whole()))));
              facts.add(
                  new Fact(
                      "data age",
                      "%s: what was changed since would be lost"
                          .formatted(Human.duration(recovery.dataAge()))));
              facts.add(new Fact("compared", compared(result.compared())));
            });
    return facts;
  }

  private static String tried(Scope scope) {
    String text =
        "%s, %s".formatted(Human.count(scope.files(), "file", "files"), Human.size(scope.bytes()));
    if (scope.seed().isEmpty()) {
      return text + ", all there are";
    }
    text += ", chosen by seed " + scope.seed().get();
    return scope.leftOut().isEmpty()
        ? text
        : text + "; too large for the sample: all files " + String.join(", ", scope.leftOut());
  }

  static String steps(FailoverResult result) {
    return result.steps().stream()
        .map(
            step ->
                step.stage().name().toLowerCase(Locale.ROOT) + " " + Human.duration(step.took()))
        .collect(Collectors.joining(", "));
  }

  private static String compared(Compared compared) {
    String text =
        "%s, %s with the stored hashes; of these %s, %s also with the files on this machine"
            .formatted(
                Human.count(compared.files(), "file", "files"),
                Human.size(compared.bytes()),
                Human.count(compared.liveFiles(), "file", "files"),
                Human.size(compared.liveBytes()));
    return compared.unreadable() == 0
        ? text
        : text
            + "; %s restored and not read back, because of their permissions"
                .formatted(Human.count(compared.unreadable(), "file", "files"));
  }
}

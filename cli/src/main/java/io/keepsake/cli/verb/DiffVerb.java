package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Human;
import io.keepsake.cli.output.Progress;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.core.vault.Difference;
import io.keepsake.core.vault.Difference.Change;
import io.keepsake.core.vault.Snapshot;
import io.keepsake.core.vault.Vault;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JsonGenerator;

/** {@code keepsake diff}: what changed between two snapshots. */
@Command(
    name = "diff",
    description = {
      "Compare two snapshots.",
      "+ only in the second, - only in the first, M other content, U other attributes only"
    })
public final class DiffVerb extends VaultVerb {

  @Parameters(index = "0", paramLabel = "FIRST", description = "The older snapshot.")
  private String first = "";

  @Parameters(index = "1", paramLabel = "SECOND", description = "The newer snapshot.")
  private String second = "";

  /** The command for this shell. */
  public DiffVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected ExitCode run(Vault open, Progress events, Answer answer) throws IOException {
    Snapshot from = open.snapshot(first);
    Snapshot to = open.snapshot(second);
    Map<Change, Long> counts = new EnumMap<>(Change.class);
    for (Change change : Change.values()) {
      counts.put(change, 0L);
    }
    answer.document().ifPresent(json -> begin(json, from, to));
    open.differences(
        from.id(),
        to.id(),
        difference -> {
          answer.requireReader();
          counts.merge(difference.change(), 1L, Long::sum);
          show(difference, answer);
        });
    answer.document().ifPresent(json -> end(json, counts));
    if (!quiet()) {
      answer.line(summary(counts));
    }
    return ExitCode.DONE;
  }

  private static void begin(JsonGenerator json, Snapshot from, Snapshot to) {
    json.writeStringProperty("first", from.id().hex());
    json.writeStringProperty("second", to.id().hex());
    json.writeArrayPropertyStart("differences");
  }

  private static void show(Difference difference, Answer answer) {
    String sign =
        switch (difference.change()) {
          case ADDED -> "+";
          case REMOVED -> "-";
          case CONTENT -> "M";
          case ATTRIBUTES -> "U";
        };
    answer.line(sign + "  " + difference.path());
    answer
        .document()
        .ifPresent(
            json -> {
              json.writeStartObject();
              json.writeStringProperty("path", difference.path());
              json.writeStringProperty("change", word(difference.change()));
              json.writeEndObject();
            });
  }

  private static void end(JsonGenerator json, Map<Change, Long> counts) {
    json.writeEndArray();
    json.writeObjectPropertyStart("counts");
    counts.forEach((change, count) -> json.writeNumberProperty(word(change), count));
    json.writeEndObject();
  }

  private static String word(Change change) {
    return change.name().toLowerCase(Locale.ROOT);
  }

  private static String summary(Map<Change, Long> counts) {
    return "%s added, %s removed, %s with other content, %s with other attributes"
        .formatted(
            Human.count(counts.get(Change.ADDED)),
            Human.count(counts.get(Change.REMOVED)),
            Human.count(counts.get(Change.CONTENT)),
            Human.count(counts.get(Change.ATTRIBUTES)));
  }
}

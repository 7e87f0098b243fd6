package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Human;
import io.keepsake.cli.output.Progress;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.core.vault.ReindexResult;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultReindex;
import picocli.CommandLine.Command;
import tools.jackson.core.JsonGenerator;

/** {@code keepsake reindex}: the index is written anew where no provider has it right. */
@Command(
    name = "reindex",
    description = {
      "Write index objects anew for packs that no readable one names: where an index object was",
      "lost at every provider, or a backup was killed. Reads these packs, and deletes index"
          + " objects",
      "of which no provider has a good copy. Run 'keepsake repair --data' before: it copies what",
      "one provider has right."
    },
    footer = {
      "",
      "Examples:",
      "  keepsake reindex",
      "",
      "Exit codes: 0 done, 1 failed, 2 usage or configuration, 3 something damaged is left until",
      "all providers answer, 4 packs cannot be read, so that something may be lost,",
      "130 interrupted."
    })
public final class ReindexVerb extends VaultVerb {

  /** The command for this shell. */
  public ReindexVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected ExitCode run(Vault open, Progress events, Answer answer) throws Exception {
    ReindexResult result = new VaultReindex(open, events).run();
    if (!quiet()) {
      answer.line(
          "%s, of which %s not named by any readable index object and %s now"
              .formatted(
                  Human.count(result.packs(), "pack", "packs"),
                  result.indexed() == 1 ? "1 was" : result.indexed() + " were",
                  result.indexed() == 1 ? "is" : "are"));
      if (!result.damaged().isEmpty()) {
        answer.line(
            "%s without a good copy, %d of them removed"
                .formatted(
                    Human.count(result.damaged().size(), "index object", "index objects"),
                    result.removed()));
      }
    }
    result
        .unreadable()
        .forEach((name, why) -> messages().warning(name + " cannot be read: " + why));
    result.pending().forEach((id, why) -> messages().warning(id + ": " + why));
    answer.document().ifPresent(json -> write(json, result));
    if (!result.unreadable().isEmpty()) {
      return ExitCode.DAMAGED;
    }
    return result.complete() ? ExitCode.DONE : ExitCode.DEGRADED;
  }

  private static void write(JsonGenerator json, ReindexResult result) {
    json.writeNumberProperty("packs", result.packs());
    json.writeNumberProperty("indexed", result.indexed());
    json.writeArrayPropertyStart("damaged");
    result.damaged().forEach(json::writeString);
    json.writeEndArray();
    json.writeNumberProperty("removed", result.removed());
    json.writeObjectPropertyStart("unreadable");
    result.unreadable().forEach(json::writeStringProperty);
    json.writeEndObject();
    json.writeObjectPropertyStart("pending");
    result.pending().forEach(json::writeStringProperty);
    json.writeEndObject();
  }
}

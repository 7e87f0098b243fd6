package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.EntryLine;
import io.keepsake.cli.output.JsonShapes;
import io.keepsake.cli.output.Progress;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.vault.Snapshot;
import io.keepsake.core.vault.SnapshotEntry;
import io.keepsake.core.vault.Vault;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JsonGenerator;

/** {@code keepsake ls}: what is in a snapshot. */
@Command(name = "ls", description = "List a snapshot, or what is below one of its paths.")
public final class LsVerb extends VaultVerb {

  @Parameters(
      index = "0",
      paramLabel = "SNAPSHOT",
      description = "'latest', or the first 4 or more digits of an id.")
  private String snapshot = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PATH",
      description = "Absolute path to begin with.")
  private String path = "/";

  @Option(
      names = {"-l", "--long"},
      description = "With mode, owner, size and time.")
  private boolean details;

  /** The command for this shell. */
  public LsVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected void check() throws UsageException {
    if (!path.startsWith("/")) {
      throw UsageException.usage(
          "A path in a snapshot begins with a slash, unlike '%s'.".formatted(path));
    }
  }

  @Override
  protected ExitCode run(Vault open, Progress events, Answer answer) throws IOException {
    Snapshot chosen = open.snapshot(snapshot);
    answer
        .document()
        .ifPresent(
            json -> {
              json.writeStringProperty("snapshot", chosen.id().hex());
              json.writeArrayPropertyStart("entries");
            });
    open.entries(chosen.id(), path, entry -> show(entry, answer));
    answer.document().ifPresent(JsonGenerator::writeEndArray);
    return ExitCode.DONE;
  }

  private void show(SnapshotEntry entry, Answer answer) {
    answer.requireReader();
    answer.line(details ? EntryLine.of(entry) : entry.path());
    answer
        .document()
        .ifPresent(
            json -> {
              json.writeStartObject();
              JsonShapes.entry(json, entry);
              json.writeEndObject();
            });
  }
}

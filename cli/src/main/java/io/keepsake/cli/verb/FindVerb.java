package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.JsonShapes;
import io.keepsake.cli.output.Progress;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.spi.source.Globs;
import io.keepsake.core.vault.Snapshot;
import io.keepsake.core.vault.SnapshotEntry;
import io.keepsake.core.vault.Vault;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JsonGenerator;

/** {@code keepsake find}: in which snapshots something is. */
@Command(name = "find", description = "Find files in all snapshots, oldest first, or in one.")
public final class FindVerb extends VaultVerb {

  @Parameters(
      paramLabel = "GLOB",
      description =
          "What to find. Without a slash it is matched with the name, with one with the path.")
  private String glob = "";

  @Option(
      names = "--snapshot",
      paramLabel = "SNAPSHOT",
      description = "Only in this one: 'latest', or the first 4 or more digits of an id.")
  private Optional<String> snapshot = Optional.empty();

  private Globs wanted = Globs.NONE;

  /** The command for this shell. */
  public FindVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected void check() throws UsageException {
    wanted = GlobArguments.read(List.of(glob));
  }

  @Override
  protected ExitCode run(Vault open, Progress events, Answer answer)
      throws IOException, UsageException {
    List<Snapshot> searched =
        snapshot.isPresent() ? List.of(open.snapshot(snapshot.get())) : open.snapshots();
    answer.document().ifPresent(json -> json.writeArrayPropertyStart("matches"));
    for (Snapshot one : searched) {
      open.entries(
          one.id(),
          "/",
          entry -> {
            answer.requireReader();
            if (wanted.match(entry.path())) {
              show(one, entry, answer);
            }
          });
    }
    answer.document().ifPresent(JsonGenerator::writeEndArray);
    return ExitCode.DONE;
  }

  private static void show(Snapshot snapshot, SnapshotEntry entry, Answer answer) {
    answer.line(snapshot.id().abbreviated() + "  " + entry.path());
    answer
        .document()
        .ifPresent(
            json -> {
              json.writeStartObject();
              json.writeStringProperty("snapshot", snapshot.id().hex());
              JsonShapes.entry(json, entry);
              json.writeEndObject();
            });
  }
}

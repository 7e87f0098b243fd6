package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Human;
import io.keepsake.cli.output.Progress;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.vault.RestoreRequest;
import io.keepsake.core.vault.RestoreRequest.Existing;
import io.keepsake.core.vault.RestoreResult;
import io.keepsake.core.vault.Snapshot;
import io.keepsake.core.vault.Vault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JsonGenerator;

/** {@code keepsake restore}: a snapshot, or a part of it, becomes files again. */
@Command(
    name = "restore",
    description = {
      "Restore a snapshot, or a part of it, under a directory.",
      "Running it again goes on where it stopped."
    })
public final class RestoreVerb extends VaultVerb {

  @Parameters(
      paramLabel = "SNAPSHOT",
      description = "'latest', or the first 4 or more digits of an id.")
  private String snapshot = "";

  @Option(
      names = "--target",
      required = true,
      paramLabel = "DIR",
      description = "Where to put the backed-up paths; created if missing.")
  private Path target = Path.of("");

  @Option(
      names = "--path",
      paramLabel = "PATH",
      description = "Restore only this absolute path of the snapshot; may be repeated.")
  private List<String> paths = List.of();

  @Option(
      names = "--include",
      paramLabel = "GLOB",
      description = "Restore only files that match; may be repeated.")
  private List<String> includes = List.of();

  @Option(
      names = "--exclude",
      paramLabel = "GLOB",
      description = "Leave out what matches; may be repeated.")
  private List<String> excludes = List.of();

  @Option(names = "--overwrite", description = "Replace files that are there with another content.")
  private boolean overwrite;

  /** The command for this shell. */
  public RestoreVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected void check() throws UsageException {
    for (String path : paths) {
      if (!path.startsWith("/")) {
        throw UsageException.usage(
            "--path takes a path in the snapshot, which begins with a slash, not '%s'."
                .formatted(path));
      }
    }
    GlobArguments.read(includes);
    GlobArguments.read(excludes);
  }

  @Override
  protected ExitCode run(Vault open, Progress events, Answer answer) throws IOException {
    long start = System.nanoTime();
    Snapshot chosen = open.snapshot(snapshot);
    Path directory = shell().resolve(target);
    RestoreRequest request =
        new RestoreRequest(
            chosen.id(),
            directory,
            paths,
            includes,
            excludes,
            overwrite ? Existing.OVERWRITE : Existing.KEEP);
    RestoreResult result = open.restore(request, events);
    messages().clear();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    if (!quiet()) {
      answer.line(summary(chosen, directory, result, took));
    }
    answer.document().ifPresent(json -> write(json, chosen, directory, result, took));
    if (result.lost() > 0) {
      return ExitCode.DAMAGED;
    }
    return result.problems() == 0 ? ExitCode.DONE : ExitCode.DEGRADED;
  }

  private static String summary(
      Snapshot snapshot, Path directory, RestoreResult result, Duration took) {
    String text =
        "snapshot %s restored under %s: %s, %s (%s in place before) in %s"
            .formatted(
                snapshot.id().abbreviated(),
                directory,
                Human.count(result.entries(), "entry", "entries"),
                Human.size(result.bytes()),
                Human.count(result.alreadyThere(), "file", "files"),
                Human.duration(took));
    if (result.problems() > 0) {
      text += "; " + Human.count(result.problems(), "problem", "problems") + ", told above";
    }
    if (result.ownersNotRestored() > 0) {
      text +=
          "; only root can restore the owner of "
              + Human.count(result.ownersNotRestored(), "entry", "entries");
    }
    if (result.copiesHealed() > 0) {
      text +=
          "; "
              + Human.count(result.copiesHealed(), "bad copy was", "bad copies were")
              + " rewritten from good ones";
    }
    if (result.copiesLeft() > 0) {
      text +=
          "; "
              + Human.count(result.copiesLeft(), "bad copy is", "bad copies are")
              + " left, see 'keepsake repair'";
    }
    return result.lost() == 0
        ? text
        : text + "; no store has %s of them undamaged".formatted(Human.count(result.lost()));
  }

  private static void write(
      JsonGenerator json, Snapshot snapshot, Path target, RestoreResult result, Duration took) {
    json.writeStringProperty("snapshot", snapshot.id().hex());
    json.writeStringProperty("target", target.toString());
    json.writeNumberProperty("entries", result.entries());
    json.writeNumberProperty("alreadyThere", result.alreadyThere());
    json.writeNumberProperty("bytes", result.bytes());
    json.writeNumberProperty("problems", result.problems());
    json.writeNumberProperty("lost", result.lost());
    json.writeNumberProperty("ownersNotRestored", result.ownersNotRestored());
    json.writeNumberProperty("copiesHealed", result.copiesHealed());
    json.writeNumberProperty("copiesLeft", result.copiesLeft());
    json.writeNumberProperty("seconds", took.toMillis() / 1000.0);
  }
}

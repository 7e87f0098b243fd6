package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Human;
import io.keepsake.cli.output.JsonShapes;
import io.keepsake.cli.output.Progress;
import io.keepsake.cli.output.Table;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.core.vault.Snapshot;
import io.keepsake.core.vault.Vault;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.core.JsonGenerator;

/** {@code keepsake snapshots}: what there is to restore. */
@Command(name = "snapshots", description = "List the snapshots, oldest first.")
public final class SnapshotsVerb extends VaultVerb {

  @Option(names = "--host", paramLabel = "NAME", description = "Only those of this machine.")
  private Optional<String> host = Optional.empty();

  @Option(
      names = "--label",
      paramLabel = "KEY=VALUE",
      description = "Only those with this label; may be repeated.")
  private Map<String, String> labels = new LinkedHashMap<>();

  /** The command for this shell. */
  public SnapshotsVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected ExitCode run(Vault open, Progress events, Answer answer) throws IOException {
    List<Snapshot> chosen = open.snapshots().stream().filter(this::isWanted).toList();
    if (chosen.isEmpty()) {
      answer.line("no snapshots");
    } else {
      table(chosen).lines().forEach(answer::line);
    }
    answer.document().ifPresent(json -> write(json, chosen));
    return ExitCode.DONE;
  }

  private boolean isWanted(Snapshot snapshot) {
    return host.map(snapshot.host()::equals).orElse(true)
        && snapshot.labels().entrySet().containsAll(labels.entrySet());
  }

  private static Table table(List<Snapshot> snapshots) {
    Table table = new Table("ID", "TIME", "HOST", "FILES", "SIZE", "LABELS", "PATHS");
    for (Snapshot snapshot : snapshots) {
      table.row(
          snapshot.id().abbreviated(),
          Human.time(snapshot.time()),
          snapshot.host(),
          Human.count(snapshot.totals().files()),
          Human.size(snapshot.totals().bytes()),
          new TreeMap<>(snapshot.labels())
              .entrySet().stream().map(Object::toString).collect(Collectors.joining(" ")),
          String.join(" ", snapshot.roots()));
    }
    return table;
  }

  private static void write(JsonGenerator json, List<Snapshot> snapshots) {
    json.writeArrayPropertyStart("snapshots");
    for (Snapshot snapshot : snapshots) {
      json.writeStartObject();
      JsonShapes.snapshot(json, snapshot);
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}

package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Human;
import io.keepsake.cli.output.Progress;
import io.keepsake.cli.output.Table;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultStats;
import io.keepsake.core.vault.VaultStats.StoreFigures;
import java.io.IOException;
import picocli.CommandLine.Command;
import tools.jackson.core.JsonGenerator;

/** {@code keepsake stats}: how much there is, and where. */
@Command(
    name = "stats",
    description = "Show how much the vault holds, as a whole and in each store.")
public final class StatsVerb extends VaultVerb {

  /** The command for this shell. */
  public StatsVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected ExitCode run(Vault open, Progress events, Answer answer) throws IOException {
    VaultStats stats = open.stats();
    answer.line(
        "%s, %s of different data in %s and %s"
            .formatted(
                Human.count(stats.snapshots(), "snapshot", "snapshots"),
                Human.size(stats.rawBytes()),
                Human.count(stats.chunks(), "chunk", "chunks"),
                Human.count(stats.packs(), "pack", "packs")));
    Table table = new Table("STORE", "OBJECTS", "SIZE");
    for (StoreFigures store : stats.stores()) {
      table.row(store.storeId(), Human.count(store.objects()), Human.size(store.bytes()));
    }
    table.lines().forEach(answer::line);
    answer.document().ifPresent(json -> write(json, stats));
    return ExitCode.DONE;
  }

  private static void write(JsonGenerator json, VaultStats stats) {
    json.writeNumberProperty("snapshots", stats.snapshots());
    json.writeNumberProperty("chunks", stats.chunks());
    json.writeNumberProperty("rawBytes", stats.rawBytes());
    json.writeNumberProperty("packs", stats.packs());
    json.writeArrayPropertyStart("stores");
    for (StoreFigures store : stats.stores()) {
      json.writeStartObject();
      json.writeStringProperty("id", store.storeId());
      json.writeNumberProperty("objects", store.objects());
      json.writeNumberProperty("bytes", store.bytes());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}

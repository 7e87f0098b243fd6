package io.keepsake.cli.verb;

import io.keepsake.cli.output.Human;
import io.keepsake.cli.output.JsonShapes;
import io.keepsake.cli.output.Table;
import io.keepsake.cli.shell.HostName;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.vault.Attribution;
import io.keepsake.core.vault.SnapshotHold;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** Holds, for people and for programs. */
final class HoldAnswers {

  private HoldAnswers() {}

  /**
   * Who does it, and why.
   *
   * @throws UsageException if the reason is empty or too long
   */
  static Attribution attribution(Shell shell, String reason) throws UsageException {
    try {
      return new Attribution(HostName.of(shell), System.getProperty("user.name", ""), reason);
    } catch (IllegalArgumentException e) {
      throw UsageException.usage("Say why, by --reason: " + e.getMessage() + ".");
    }
  }

  static Table table(List<SnapshotHold> holds) {
    Table table = new Table("SNAPSHOT", "SINCE", "BY", "REASON");
    for (SnapshotHold hold : holds) {
      Optional<SnapshotHold.Note> note = hold.note();
      table.row(
          hold.snapshot().abbreviated(),
          note.map(said -> Human.time(said.since())).orElse("?"),
          note.map(said -> said.user() + " on " + said.host()).orElse("?"),
          hold.reason());
    }
    return table;
  }

  static void write(JsonGenerator json, String property, List<SnapshotHold> holds) {
    json.writeArrayPropertyStart(property);
    for (SnapshotHold hold : holds) {
      json.writeStartObject();
      json.writeStringProperty("id", hold.id());
      json.writeStringProperty("snapshot", hold.snapshot().hex());
      if (hold.note().isPresent()) {
        SnapshotHold.Note note = hold.note().get();
        JsonShapes.time(json, "since", note.since());
        json.writeStringProperty("host", note.host());
        json.writeStringProperty("user", note.user());
        json.writeStringProperty("reason", note.reason());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}

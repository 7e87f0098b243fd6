package io.keepsake.cli.verb;

import io.keepsake.cli.output.Human;
import io.keepsake.cli.output.JsonShapes;
import io.keepsake.cli.output.Table;
import io.keepsake.cli.shell.HostName;
import io.keepsake.cli.shell.Shell;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.vault.PruneResult;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultPruning;
import io.keepsake.core.vault.VaultSession;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Sessions and prunings, for people and for programs. */
final class SessionAnswers {

  private SessionAnswers() {}

  /** Prunes in the name of this machine and its user. */
  static VaultPruning pruning(Shell shell, Vault open, VaultListener events) {
    return new VaultPruning(open, HostName.of(shell), System.getProperty("user.name", ""), events);
  }

  static Table table(List<VaultSession> sessions) {
    Table table = new Table("SESSION", "WHAT", "SINCE", "BY");
    for (VaultSession session : sessions) {
      table.row(
          session.abbreviated(),
          session.note().map(VaultSession.Note::what).orElse("?"),
          session.note().map(said -> Human.time(said.since())).orElse("?"),
          session.note().map(said -> said.user() + " on " + said.host()).orElse("?"));
    }
    return table;
  }

  static void write(JsonGenerator json, String property, List<VaultSession> sessions) {
    json.writeArrayPropertyStart(property);
    for (VaultSession session : sessions) {
      json.writeStartObject();
      json.writeStringProperty("id", session.id());
      if (session.note().isPresent()) {
        VaultSession.Note note = session.note().get();
        json.writeStringProperty("what", note.what());
        JsonShapes.time(json, "since", note.since());
        json.writeStringProperty("host", note.host());
        json.writeStringProperty("user", note.user());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void write(JsonGenerator json, PruneResult result) {
    json.writeNumberProperty("packs", result.packs());
    json.writeNumberProperty("indexObjects", result.indexes());
    json.writeNumberProperty("snapshotsKept", result.snapshots());
    json.writeObjectPropertyStart("repacked");
    json.writeNumberProperty("packs", result.repacked().packs());
    json.writeNumberProperty("bytesRead", result.repacked().read());
    json.writeNumberProperty("bytesStored", result.repacked().stored());
    json.writeEndObject();
    json.writeObjectPropertyStart("providers");
    result
        .space()
        .forEach(
            (id, space) -> {
              json.writeObjectPropertyStart(id);
              json.writeNumberProperty("objects", space.objects());
              json.writeNumberProperty("bytes", space.bytes());
              json.writeEndObject();
            });
    json.writeEndObject();
    write(json, "waitingFor", result.waitingFor());
    json.writeObjectPropertyStart("pending");
    result.pending().forEach(json::writeStringProperty);
    json.writeEndObject();
  }
}

package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Human;
import io.keepsake.cli.output.JsonShapes;
import io.keepsake.cli.output.Progress;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.core.vault.AuditReport;
import io.keepsake.core.vault.AuditReport.Finding;
import io.keepsake.core.vault.Vault;
import java.io.IOException;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import tools.jackson.core.JsonGenerator;

/** {@code keepsake audit verify}: whether the records are those that were written. */
@Command(
    name = "verify",
    description = {
      "Check that no audit record was changed, removed or written twice: in the journal of this",
      "machine, and in every copy at every provider.",
      "It cannot find that the newest records were removed from all providers, if no record that",
      "is left has seen them: the journal of the machine that wrote them, and the next records of",
      "other machines, do."
    },
    footer = {
      "",
      "Exit codes: 0 all is as it was written, 1 failed, 2 usage or configuration,",
      "3 a copy is missing or a provider cannot be asked, 4 records are missing or were changed,",
      "130 interrupted."
    })
public final class AuditVerifyVerb extends VaultVerb {

  /** The command for this shell. */
  public AuditVerifyVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected ExitCode run(Vault open, Progress events, Answer answer) throws IOException {
    AuditReport report = open.audit().verify(events);
    messages().clear();
    report.findings().forEach(finding -> answer.line(line(finding)));
    new TreeMap<>(report.unasked())
        .forEach((id, reason) -> messages().warning("%s was not asked: %s".formatted(id, reason)));
    if (!quiet()) {
      answer.line(summary(report));
      if (report.unsealed() > 0) {
        answer.line(
            Human.count(report.unsealed(), "record is", "records are")
                + " on this machine only; the next backup or restore stores them");
      }
    }
    answer.document().ifPresent(json -> write(json, report));
    if (!report.sound()) {
      return ExitCode.DAMAGED;
    }
    return report.complete() ? ExitCode.DONE : ExitCode.DEGRADED;
  }

  private static String line(Finding finding) {
    String where = finding.providerId().isEmpty() ? "" : " at " + finding.providerId();
    return "%s  %s%s: %s".formatted(finding.kind(), finding.place(), where, finding.problem());
  }

  private static String summary(AuditReport report) {
    return "checked %s of %s, in %s of segments: %s"
        .formatted(
            Human.count(report.records(), "record", "records"),
            Human.count(report.writers(), "writer", "writers"),
            Human.count(report.copies(), "copy", "copies"),
            report.findings().isEmpty()
                ? "all as they were written"
                : Human.count(report.findings().size(), "finding", "findings"));
  }

  private static void write(JsonGenerator json, AuditReport report) {
    json.writeNumberProperty("records", report.records());
    json.writeNumberProperty("writers", report.writers());
    json.writeNumberProperty("copies", report.copies());
    json.writeNumberProperty("unsealed", report.unsealed());
    json.writeArrayPropertyStart("findings");
    for (Finding finding : report.findings()) {
      json.writeStartObject();
      json.writeStringProperty("kind", finding.kind());
      json.writeStringProperty("provider", finding.providerId());
      json.writeStringProperty("place", finding.place());
      json.writeStringProperty("problem", finding.problem());
      json.writeEndObject();
    }
    json.writeEndArray();
    JsonShapes.map(json, "unaskedProviders", new TreeMap<>(report.unasked()));
  }
}

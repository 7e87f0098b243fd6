package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Progress;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.vault.Vault;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code keepsake audit}: who did what with the vault. */
@Command(
    name = "audit",
    description = {
      "Show who did what with the vault, on all machines, or find out whether somebody has changed",
      "these records: 'verify'. 'export' writes them for an auditor."
    },
    footer = {
      "",
      "Examples:",
      "  keepsake audit show --since 30d",
      "  keepsake audit verify",
      "  keepsake audit export --format csv --output audit-2026.csv",
      "",
      "Exit codes: 0 done, 1 failed, 2 usage or configuration, 3 a copy of a record is missing, or",
      "a provider cannot be asked, 4 records are missing or were changed, 130 interrupted."
    })
public final class AuditVerb extends VaultVerb {

  @Mixin private final AuditChoice choice = new AuditChoice();

  /** The command for this shell. */
  public AuditVerb(Shell shell) {
    super(shell);
  }

  @Override
  public List<Verb> parts() {
    return List.of(
        new AuditShowVerb(shell()), new AuditVerifyVerb(shell()), new AuditExportVerb(shell()));
  }

  @Override
  protected void check() throws UsageException {
    choice.check();
  }

  @Override
  protected ExitCode run(Vault open, Progress events, Answer answer)
      throws IOException, UsageException {
    AuditAnswers.show(choice.of(open.audit().records(events)), answer);
    return ExitCode.DONE;
  }
}

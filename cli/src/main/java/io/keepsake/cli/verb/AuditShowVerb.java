package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Progress;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.vault.Vault;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code keepsake audit show}: the same as {@code keepsake audit}. */
@Command(name = "show", description = "Show who did what with the vault, the oldest first.")
public final class AuditShowVerb extends VaultVerb {

  @Mixin private final AuditChoice choice = new AuditChoice();

  /** The command for this shell. */
  public AuditShowVerb(Shell shell) {
    super(shell);
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

package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code keepsake alerts list}: the same as {@code keepsake alerts}. */
@Command(
    name = "list",
    description = "List what the agent of this machine finds wrong with the vault.")
public final class AlertsListVerb extends Verb {

  @Mixin private final VaultOptions vault = new VaultOptions();

  /** The command for this shell. */
  public AlertsListVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected ExitCode run(Answer answer) throws Exception {
    return AlertAnswers.list(AgentOptions.of(vault, shell(), messages()), answer, messages());
  }
}

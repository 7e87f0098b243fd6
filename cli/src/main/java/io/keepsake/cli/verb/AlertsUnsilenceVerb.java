package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.monitor.alert.AlertCommands;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code keepsake alerts unsilence}: ends a silence before its time. */
@Command(name = "unsilence", description = "End a silence before its time.")
public final class AlertsUnsilenceVerb extends Verb {

  @Mixin private final VaultOptions vault = new VaultOptions();

  @Parameters(paramLabel = "SILENCE", description = "Its id, as 'keepsake alerts' lists it.")
  private String silence = "";

  /** The command for this shell. */
  public AlertsUnsilenceVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected ExitCode run(Answer answer) throws Exception {
    AlertCommands commands = AlertAnswers.of(AgentOptions.of(vault, shell(), messages()));
    return AlertAnswers.await(commands, commands.unsilence(silence), answer);
  }
}

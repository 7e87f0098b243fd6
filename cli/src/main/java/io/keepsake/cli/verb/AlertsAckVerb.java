package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.monitor.alert.AlertCommands;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keepsake alerts ack}: somebody knows, so no reminders. */
@Command(
    name = "ack",
    description = "Say that you know of an alert: no reminders come until it changes.")
public final class AlertsAckVerb extends Verb {

  @Mixin private final VaultOptions vault = new VaultOptions();

  @Parameters(
      paramLabel = "ALERT",
      description = "Which one, as 'keepsake alerts' lists it: provider-offline/nas.")
  private String alert = "";

  @Option(names = "--note", paramLabel = "TEXT", description = "What is being done, for others.")
  private String note = "";

  /** The command for this shell. */
  public AlertsAckVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected ExitCode run(Answer answer) throws Exception {
    AlertCommands commands = AlertAnswers.of(AgentOptions.of(vault, shell(), messages()));
    String command = commands.acknowledge(alert, System.getProperty("user.name", "somebody"), note);
    return AlertAnswers.await(commands, command, answer);
  }
}

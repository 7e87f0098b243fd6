package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code keepsake alerts}: what the agent of this machine finds wrong. */
@Command(
    name = "alerts",
    description = {
      "List what the agent of this machine finds wrong with the vault, and who is told. Needs no",
      "passphrase. 'ack' ends reminders, 'silence' keeps notices back for a while, 'test' sends"
          + " one."
    },
    footer = {
      "",
      "Examples:",
      "  keepsake alerts",
      "  keepsake alerts ack provider-offline/nas --note 'the disk is on its way'",
      "  keepsake alerts silence --subject nas --for 12h --reason 'moving house'",
      "  keepsake alerts test",
      "",
      "Exit codes: 0 nothing is wrong, 2 usage or configuration,",
      "3 something is, or no agent has run, 130 interrupted."
    })
public final class AlertsVerb extends Verb {

  @Mixin private final VaultOptions vault = new VaultOptions();

  /** The command for this shell. */
  public AlertsVerb(Shell shell) {
    super(shell);
  }

  @Override
  public List<Verb> parts() {
    return List.of(
        new AlertsListVerb(shell()),
        new AlertsAckVerb(shell()),
        new AlertsSilenceVerb(shell()),
        new AlertsUnsilenceVerb(shell()),
        new AlertsTestVerb(shell()));
  }

  @Override
  protected ExitCode run(Answer answer) throws Exception {
    return AlertAnswers.list(AgentOptions.of(vault, shell(), messages()), answer, messages());
  }
}

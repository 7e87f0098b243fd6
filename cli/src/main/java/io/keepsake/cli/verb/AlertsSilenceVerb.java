package io.keepsake.cli.verb;

import io.keepsake.cli.config.Times;
import io.keepsake.cli.output.Answer;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.monitor.alert.AlertCommands;
import io.keepsake.monitor.alert.state.AlertMatcher;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keepsake alerts silence}: no notices of some alerts for a while. */
@Command(
    name = "silence",
    description = {
      "Send no notices of some alerts for a while. The end of what was told before is told all the",
      "same. '*' stands for any characters."
    })
public final class AlertsSilenceVerb extends Verb {

  @Mixin private final VaultOptions vault = new VaultOptions();

  @Option(names = "--alert", paramLabel = "GLOB", description = "Such as provider-offline/nas.")
  private Optional<String> identity = Optional.empty();

  @Option(names = "--rule", paramLabel = "GLOB", description = "Such as 'provider-*'.")
  private Optional<String> rule = Optional.empty();

  @Option(names = "--subject", paramLabel = "GLOB", description = "Such as nas.")
  private Optional<String> subject = Optional.empty();

  @Option(
      names = "--for",
      paramLabel = "TIME",
      required = true,
      description = "How long: 90m, 12h, 7d.")
  private String time = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why, for others.")
  private String reason = "";

  /** The command for this shell. */
  public AlertsSilenceVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected ExitCode run(Answer answer) throws Exception {
    Optional<Duration> length = Times.parse(time);
    if (length.isEmpty()) {
      throw UsageException.usage(
          "--for takes a time such as 90m, 12h or 7d, not '%s'.".formatted(time));
    }
    AlertCommands commands = AlertAnswers.of(AgentOptions.of(vault, shell(), messages()));
    String command;
    try {
      command =
          commands.silence(
              new AlertMatcher(identity, rule, subject),
              Instant.now().plus(length.get()),
              reason,
              System.getProperty("user.name", "somebody"));
    } catch (IllegalArgumentException e) {
      throw UsageException.usage(e.getMessage() + ": --alert, --rule, --subject, --reason.");
    }
    return AlertAnswers.await(commands, command, answer);
  }
}

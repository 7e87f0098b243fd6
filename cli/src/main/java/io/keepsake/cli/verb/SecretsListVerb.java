package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.secret.SecretsFile;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Installation;
import io.keepsake.cli.shell.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code keepsake secrets list}: which secrets are stored. */
@Command(
    name = "list",
    description = {
      "List the stored secrets: their names, how old they are, how many generations there are, and",
      "which providers have accepted the newest. Values are never shown."
    })
public final class SecretsListVerb extends Verb {

  @Mixin private final SecretsOptions secrets = new SecretsOptions();

  /** The command for this shell. */
  public SecretsListVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected ExitCode run(Answer answer) throws Exception {
    try (SecretsFile file = secrets.open(Installation.plugins(), shell(), messages())) {
      return SecretsAnswers.list(file, answer);
    }
  }
}

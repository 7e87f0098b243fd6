package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.secret.SecretsFile;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Installation;
import io.keepsake.cli.shell.Shell;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code keepsake secrets}: credentials in an encrypted file. */
@Command(
    name = "secrets",
    description = {
      "List the credentials in the secrets file, an encrypted file on this machine; never their",
      "values. An option of a provider or an alert sink whose name ends with '-secret' names one."
    },
    footer = {
      "",
      "Examples:",
      "  keepsake secrets set nas.password",
      "  pass show nas | keepsake secrets set nas.password --stdin",
      "  keepsake secrets list",
      "  keepsake secrets remove nas.password --previous",
      "",
      "In the vault file: password-secret: nas.password",
      "",
      "Exit codes: 0 done, 2 usage, no such secret, a wrong key or a damaged file."
    })
public final class SecretsVerb extends Verb {

  @Mixin private final SecretsOptions secrets = new SecretsOptions();

  /** The command for this shell. */
  public SecretsVerb(Shell shell) {
    super(shell);
  }

  @Override
  public List<Verb> parts() {
    return List.of(
        new SecretsSetVerb(shell()), new SecretsListVerb(shell()), new SecretsRemoveVerb(shell()));
  }

  @Override
  protected ExitCode run(Answer answer) throws Exception {
    try (SecretsFile file = secrets.open(Installation.plugins(), shell(), messages())) {
      return SecretsAnswers.list(file, answer);
    }
  }
}

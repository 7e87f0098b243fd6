package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.secret.SecretName;
import io.keepsake.cli.secret.SecretsFile;
import io.keepsake.cli.secret.StoredSecret;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Installation;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keepsake secrets remove}: forgets a credential, or its previous value. */
@Command(
    name = "remove",
    description = {
      "Remove a stored secret with all of its values, or, with --previous, only the value before",
      "the newest. It stays valid at the provider until it is revoked there."
    })
public final class SecretsRemoveVerb extends Verb {

  @Mixin private final SecretsOptions secrets = new SecretsOptions();

  @Parameters(paramLabel = "NAME", description = "Its name; 'keepsake secrets list' shows them.")
  private String name = "";

  @Option(names = "--previous", description = "Only the value before the newest.")
  private boolean previous;

  /** The command for this shell. */
  public SecretsRemoveVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected ExitCode run(Answer answer) throws Exception {
    SecretName known = SecretsAnswers.name(name);
    try (SecretsFile file = secrets.open(Installation.plugins(), shell(), messages())) {
      StoredSecret secret = SecretsAnswers.find(file.read(), known);
      if (previous && secret.previous().isEmpty()) {
        throw UsageException.usage("There is one value of '%s' only.".formatted(known));
      }
      file.change(
          content ->
              previous
                  ? content
                      .find(known)
                      .map(StoredSecret::withoutPrevious)
                      .map(content::with)
                      .orElse(content)
                  : content.without(known));
      if (!quiet()) {
        answer.line(
            previous
                ? "removed the value of '%s' before the newest".formatted(known)
                : "removed '%s'".formatted(known));
      }
      answer
          .document()
          .ifPresent(
              json -> {
                json.writeStringProperty("file", file.path().toString());
                json.writeStringProperty("name", known.text());
                json.writeNumberProperty("generations", previous ? 1 : 0);
              });
    }
    return ExitCode.DONE;
  }
}

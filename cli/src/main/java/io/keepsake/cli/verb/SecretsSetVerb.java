package io.keepsake.cli.verb;

import io.keepsake.cli.key.TypedSecret;
import io.keepsake.cli.output.Answer;
import io.keepsake.cli.secret.SecretName;
import io.keepsake.cli.secret.SecretsChange;
import io.keepsake.cli.secret.SecretsFile;
import io.keepsake.cli.secret.StoredSecret;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Installation;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.spi.crypto.Secret;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keepsake secrets set}: stores a credential. */
@Command(
    name = "set",
    description = {
      "Store a secret, or a new value of one. The value is typed, or read from standard input; it",
      "is no argument, which others could read. The value before it is kept, and used for"
          + " providers",
      "that refuse the new one. The first one makes the secrets file, and the key file if one is",
      "named and not there."
    })
public final class SecretsSetVerb extends Verb {

  @Mixin private final SecretsOptions secrets = new SecretsOptions();

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "What the vault file calls it: nas.password.")
  private String name = "";

  /** Accepted to be refused without being repeated. */
  @Parameters(index = "1..*", arity = "0..*", hidden = true)
  private List<String> tooMuch = List.of();

  @Option(names = "--stdin", description = "Read the value from standard input, less one line end.")
  private boolean stdin;

  /** The command for this shell. */
  public SecretsSetVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected ExitCode run(Answer answer) throws Exception {
    SecretName known = SecretsAnswers.name(name);
    if (!tooMuch.isEmpty()) {
      throw UsageException.usage(
          "The value is no argument, which others can read: it is typed, or read with --stdin."
              + " If that was the secret, consider it known, and replace it where it is from.");
    }
    try (Secret value =
            stdin ? TypedSecret.piped(shell()) : TypedSecret.typed(known.text(), shell());
        SecretsFile file = secrets.openOrBegin(Installation.plugins(), shell(), messages())) {
      SecretsChange change = SecretsChange.set(file, known, value, Instant.now());
      if (!quiet()) {
        answer.line(sentence(change));
      }
      answer
          .document()
          .ifPresent(
              json -> {
                json.writeStringProperty("file", file.path().toString());
                json.writeStringProperty("name", known.text());
                json.writeNumberProperty(
                    "generations", change.now().previous().isPresent() ? 2 : 1);
              });
    }
    return ExitCode.DONE;
  }

  private static String sentence(SecretsChange change) {
    StoredSecret now = change.now();
    return switch (change.outcome()) {
      case FIRST -> "stored '%s'".formatted(now.name());
      case SAME -> "'%s' has this value already; nothing was changed".formatted(now.name());
      case REPLACED ->
          "stored a new value of '%s'; the one before is kept until 'keepsake secrets remove %s --previous'"
              .formatted(now.name(), now.name());
      case MENDED ->
          "stored a new value of '%s' in the place of one that no provider has accepted; the one before that is kept"
              .formatted(now.name());
    };
  }
}

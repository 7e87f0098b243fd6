package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code keepsake config check}: what is wrong with a vault file. */
@Command(
    name = "check",
    description = {
      "Check a vault file: everything that is wrong with it at once, each with its line and what",
      "would be right. Asks no provider, sends nothing and needs no key."
    })
public final class ConfigCheckVerb extends Verb {

  @Mixin private final VaultOptions vault = new VaultOptions();

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "Instead of --vault FILE.")
  private Optional<Path> file = Optional.empty();

  /** The command for this shell. */
  public ConfigCheckVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected ExitCode run(Answer answer) throws Exception {
    if (file.isPresent() && vault.file(shell()).isPresent()) {
      throw UsageException.usage("FILE and --vault are two names of what is to be checked.");
    }
    Path named = file.isPresent() ? shell().resolve(file.get()) : vault.fileToChange(shell());
    new ConfigCheck(named, vault, shell(), messages()).run(answer);
    return ExitCode.DONE;
  }
}

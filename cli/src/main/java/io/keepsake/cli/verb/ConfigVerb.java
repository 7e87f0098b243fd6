package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code keepsake config}: the same as {@code config check}, for the usual file. */
@Command(
    name = "config",
    description = {
      "Check a vault file: everything that is wrong with it at once, each with its line and what",
      "would be right. Asks no provider, sends nothing and needs no key."
    },
    footer = {
      "",
      "Examples:",
      "  keepsake config check",
      "  keepsake config check /etc/keepsake/keepsake.yaml",
      "  keepsake config schema > keepsake.schema.json",
      "",
      "Exit codes: 0 nothing is wrong, 2 something is, or there is no file."
    })
public final class ConfigVerb extends Verb {

  @Mixin private final VaultOptions vault = new VaultOptions();

  /** The command for this shell. */
  public ConfigVerb(Shell shell) {
    super(shell);
  }

  @Override
  public List<Verb> parts() {
    return List.of(new ConfigCheckVerb(shell()), new ConfigSchemaVerb(shell()));
  }

  @Override
  protected ExitCode run(Answer answer) throws Exception {
    new ConfigCheck(vault.fileToChange(shell()), vault, shell(), messages()).run(answer);
    return ExitCode.DONE;
  }
}

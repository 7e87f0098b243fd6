package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code keepsake completion}: a script that completes commands and options. */
@Command(
    name = "completion",
    description = {
      "Print a script that completes commands and options.",
      "bash: source <(keepsake completion bash)   zsh: source <(keepsake completion zsh)"
    })
public final class CompletionVerb extends Verb {

  private final Supplier<CommandLine> program;

  @Parameters(paramLabel = "bash|zsh", description = "The shell.")
  private String dialect = "";

  /**
   * The command for this shell.
   *
   * @param program the whole program with all its commands
   */
  public CompletionVerb(Shell shell, Supplier<CommandLine> program) {
    super(shell);
    this.program = program;
  }

  @Override
  protected ExitCode run(Answer answer) throws UsageException {
    if (!dialect.equals("bash") && !dialect.equals("zsh")) {
      throw UsageException.usage(
          "There are scripts for bash and zsh, none for '%s'.".formatted(dialect));
    }
    String script = AutoComplete.bash("keepsake", program.get());
    // The script understands zsh, which needs its emulation of bash completion loaded first.
    String whole =
        dialect.equals("zsh") ? "autoload -Uz +X compinit && compinit -u\n" + script : script;
    whole.lines().map(line -> line.replace("\t", "  ")).forEach(answer::line);
    answer
        .document()
        .ifPresent(
            json -> {
              json.writeStringProperty("shell", dialect);
              json.writeStringProperty("script", whole);
            });
    return ExitCode.DONE;
  }
}

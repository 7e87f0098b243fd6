package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Messages;
import io.keepsake.cli.output.Progress;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Failure;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.StandardOutput;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** One command: runs once, answers, and turns every failure into a sentence and an exit code. */
@Command(
    sortOptions = false,
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    descriptionHeading = "%n",
    footer = {
      "",
      "Exit codes: 0 done, 1 failed, 2 usage or configuration,",
      "3 degraded or files skipped, 4 damage found, 130 interrupted."
    })
public abstract class Verb implements Callable<Integer> {

  private final Shell shell;
  private final Messages messages;

  @Mixin private OutputOptions output = new OutputOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** A command of this shell. */
  protected Verb(Shell shell) {
    this.shell = shell;
    this.messages = new Messages(shell.err());
  }

  /**
   * Does the work and writes the answer.
   *
   * @return how it ended
   */
  protected abstract ExitCode run(Answer answer) throws Exception;

  @Override
  public final Integer call() {
    StandardOutput out = new StandardOutput(shell.out());
    Answer answer = output.json ? Answer.json(out, name()) : Answer.text(out);
    ExitCode code;
    Optional<Failure> failure = Optional.empty();
    try {
      code = run(answer);
      answer.flush();
    } catch (Answer.ReaderGoneException e) {
      return ExitCode.DONE.number();
    } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError e) {
      failure = Optional.of(report(e));
      code = failure.get().code();
    }
    return end(answer, code, failure).number();
  }

  private ExitCode end(Answer answer, ExitCode code, Optional<Failure> failure) {
    try {
      answer.end(code, failure);
      return code;
    } catch (RuntimeException e) {
      return failure.isPresent() ? code : report(e).code();
    }
  }

  private Failure report(Throwable thrown) {
    Failure failure = Failure.of(thrown);
    messages.clear();
    messages.error(failure.message());
    if (output.debug) {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace));
      messages.print(trace.toString().replace("\t", "    ").stripTrailing());
    }
    return failure;
  }

  /** The commands that are parts of this one, such as {@code check} of {@code providers}. */
  public List<Verb> parts() {
    return List.of();
  }

  private String name() {
    String full = spec.qualifiedName();
    return full.substring(full.indexOf(' ') + 1);
  }

  /** What the command was started with. */
  protected final Shell shell() {
    return shell;
  }

  /** Standard error. */
  protected final Messages messages() {
    return messages;
  }

  /** Where events go: warnings, and a progress line where somebody can see it. */
  protected final Progress progress() {
    boolean shown = !output.quiet && !output.json && shell.terminal().showsErrors();
    return new Progress(
        messages,
        shown ? Progress.Line.SHOWN : Progress.Line.HIDDEN,
        shell.columns(),
        System::nanoTime);
  }

  /** Whether summaries and progress are unwanted. */
  protected final boolean quiet() {
    return output.quiet;
  }

  /** Whether the answer is a JSON document. */
  protected final boolean json() {
    return output.json;
  }
}

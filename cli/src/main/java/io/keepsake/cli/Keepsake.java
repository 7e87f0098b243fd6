package io.keepsake.cli;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Messages;
import io.keepsake.cli.output.Printable;
import io.keepsake.cli.shell.DidYouMean;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Failure;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.StandardOutput;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.cli.verb.Verb;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The program {@code keepsake}. */
public final class Keepsake {

  private Keepsake() {}

  /** Runs the program and ends the process with its exit code. */
  public static void main(String[] args) {
    ProcessEnd.with(ProcessRun.run(args));
  }

  /**
   * Runs the program within a process.
   *
   * @return the exit code
   */
  public static int run(String[] args, Shell shell) {
    String first = args.length == 0 ? "" : args[0];
    return switch (first) {
      case "--version", "-V" -> print(shell, "keepsake " + version());
      case "--help", "-h" -> print(shell, help(root(shell), shell));
      case "help" ->
          args.length == 1
              ? print(shell, help(root(shell), shell))
              : runVerb(new String[] {args[1], "--help"}, shell);
      case "" ->
          refuse(shell, args, "keepsake", "A command is missing. 'keepsake --help' lists them.");
      default -> runVerb(args, shell);
    };
  }

  /** The version of this program, or {@code development} where it was not packaged. */
  public static String version() {
    return Optional.ofNullable(Keepsake.class.getModule().getDescriptor())
        .flatMap(descriptor -> descriptor.rawVersion())
        .orElse("development");
  }

  /** The whole program with all commands, for the help page and completion. */
  static CommandLine root(Shell shell) {
    CommandLine root = new CommandLine(new Root());
    for (String name : Verbs.NAMES) {
      root.addSubcommand(name, line(Verbs.named(name, shell).orElseThrow()));
    }
    return root;
  }

  /** A command with its parts. */
  private static CommandLine line(Verb verb) {
    CommandLine line = new CommandLine(verb);
    verb.parts().forEach(part -> line.addSubcommand(line(part)));
    return line;
  }

  private static int runVerb(String[] args, Shell shell) {
    Optional<Verb> verb = Verbs.named(args[0], shell);
    if (verb.isEmpty()) {
      String what = args[0].startsWith("-") ? "option" : "command";
      return refuse(
          shell,
          args,
          "keepsake",
          "There is no %s '%s'.%s 'keepsake --help' lists the commands."
              .formatted(what, args[0], DidYouMean.question(Verbs.NAMES, args[0])));
    }
    for (String arg : args) {
      if (arg.indexOf('\ufffd') >= 0) {
        return refuse(shell, args, args[0], ArgumentErrors.undecodable(arg));
      }
    }
    CommandLine line = line(verb.get());
    line.setCommandName("keepsake " + args[0]);
    ParseResult parsed;
    try {
      parsed = line.parseArgs(Arrays.copyOfRange(args, 1, args.length));
    } catch (ParameterException e) {
      String command = name(e.getCommandLine());
      return refuse(shell, args, command, ArgumentErrors.sentence(command, e));
    }
    while (parsed.hasSubcommand()) {
      if (!parsed.matchedOptions().isEmpty()) {
        String part = parsed.subcommand().commandSpec().name();
        return refuse(
            shell, args, args[0], "Write the options behind '%s %s'.".formatted(args[0], part));
      }
      parsed = parsed.subcommand();
    }
    CommandLine meant = parsed.commandSpec().commandLine();
    return parsed.isUsageHelpRequested()
        ? print(shell, help(meant, shell))
        : meant.<Verb>getCommand().call();
  }

  /** What the user calls a command: {@code backup}, {@code providers check}. */
  private static String name(CommandLine line) {
    String full = line.getCommandSpec().qualifiedName();
    return full.substring(full.indexOf(' ') + 1);
  }

  private static String help(CommandLine line, Shell shell) {
    line.getCommandSpec().usageMessage().width(Math.clamp(shell.columns(), 60, 110));
    StringWriter page = new StringWriter();
    line.usage(new PrintWriter(page), CommandLine.Help.Ansi.OFF);
    return page.toString().stripTrailing();
  }

  private static int print(Shell shell, String text) {
    StandardOutput out = new StandardOutput(shell.out());
    out.text(text + "\n");
    out.flush();
    return ExitCode.DONE.number();
  }

  private static int refuse(Shell shell, String[] args, String command, String message) {
    Failure failure = Failure.of(UsageException.usage(Printable.line(message)));
    new Messages(shell.err()).error(failure.message());
    if (List.of(args).contains("--json")) {
      Answer.json(new StandardOutput(shell.out()), command)
          .end(failure.code(), Optional.of(failure));
    }
    return failure.code().number();
  }
}

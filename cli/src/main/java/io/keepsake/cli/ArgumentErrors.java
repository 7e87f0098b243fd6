package io.keepsake.cli;

import io.keepsake.cli.shell.DidYouMean;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one sentence what is wrong with the arguments of a command. */
final class ArgumentErrors {

  private ArgumentErrors() {}

  static String sentence(String verb, ParameterException e) {
    return "%s See 'keepsake %s --help'.".formatted(problem(verb, e), verb);
  }

  /** Java hands over what it could not decode as U+FFFD: what was meant is lost. */
  static String undecodable(String argument) {
    return ("The argument '%s' is no text in the encoding of this locale. Set LC_ALL=C.UTF-8; if"
            + " the name itself is no UTF-8, name the directory above it.")
        .formatted(argument);
  }

  private static String problem(String verb, ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      String argument = unmatched.getUnmatched().getFirst();
      if (!argument.startsWith("-")) {
        return "'keepsake %s' takes no argument '%s'.".formatted(verb, argument);
      }
      int equals = argument.indexOf('=');
      String option = equals < 0 ? argument : argument.substring(0, equals);
      return "'keepsake %s' has no option '%s'.%s"
          .formatted(verb, option, DidYouMean.question(options(unmatched), option));
    }
    String message = String.valueOf(e.getMessage()).strip().replace("option option", "option");
    return message.endsWith(".") ? message : message + ".";
  }

  private static List<String> options(ParameterException e) {
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    List<String> names = new ArrayList<>();
    spec.options().forEach(option -> names.addAll(List.of(option.names())));
    return names;
  }
}

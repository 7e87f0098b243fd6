package io.keepsake.cli.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs the programs in tools/.
 *
 * @param program an interpreter that has what the independent reader needs
 */
record Python(String program) {

  private static final Path TOOLS = Path.of("..", "tools").toAbsolutePath().normalize();

  /** What a program said and how it ended. */
  record Answer(int status, String text) {}

  /** The first interpreter that will do; without one the test is skipped. */
  static Python require() throws IOException, InterruptedException {
    for (String program : List.of("python3", "/usr/bin/python3")) {
      if (works(program)) {
        return new Python(program);
      }
    }
    assumeTrue(
        false,
        "NOT TESTED: the independent reader of the vault format needs Python 3.9 with the package"
            + " cryptography (Debian: python3-cryptography), and there is none");
    throw new IllegalStateException("An assumption that fails throws");
  }

  private static boolean works(String program) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(
                  program, "-c", "import cryptography, sys; assert sys.version_info >= (3, 9)")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  /** Runs tools/{@code name} and takes what it prints, errors too. */
  Answer run(String name, Map<String, String> variables, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program, TOOLS.resolve(name).toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(variables);
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(process.waitFor(), text);
  }

  /** As {@link #run}, and fails unless it ends well. */
  String succeed(String name, Map<String, String> variables, String... arguments)
      throws IOException, InterruptedException {
    Answer answer = run(name, variables, List.of(arguments));
    assumeTrue(answer.status() != 3, () -> "NOT TESTED: " + answer.text());
    assertEquals(0, answer.status(), () -> name + " says: " + answer.text());
    return answer.text();
  }
}

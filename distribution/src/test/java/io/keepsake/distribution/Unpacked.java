package io.keepsake.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The archive unpacked into a directory with a blank in its name.
 *
 * @param home the archive's only directory
 * @param work where programs run and leave their temporary files
 * @param path a directory of programs for {@code PATH}, with a shell and without Java
 */
record Unpacked(Path home, Path work, Path path) {

  private static final List<String> PROGRAMS = List.of("sh", "readlink");

  static Unpacked into(Path directory) throws IOException, InterruptedException {
    Path parent = Files.createDirectories(directory.resolve("a directory"));
    Path work = Files.createDirectories(directory.resolve("work"));
    Path path = Files.createDirectories(directory.resolve("path"));
    for (String program : PROGRAMS) {
      Files.copy(installed(program), path.resolve(program), StandardCopyOption.COPY_ATTRIBUTES);
    }
    ProcessBuilder tar = new ProcessBuilder("tar", "xzf", System.getProperty("keepsake.archive"));
    Outcome outcome = Outcome.of(tar.directory(parent.toFile()), work);
    assertEquals(new Outcome(0, "", ""), outcome);
    try (Stream<Path> children = Files.list(parent)) {
      List<Path> top = children.toList();
      assertEquals(List.of(parent.resolve("keepsake-" + version())), top);
      return new Unpacked(top.getFirst(), work, path);
    }
  }

  static String version() {
    return System.getProperty("keepsake.version");
  }

  Path launcher() {
    return home.resolve("bin/keepsake");
  }

  Path plugins() {
    return home.resolve("plugins");
  }

  /** Runs the program. */
  Outcome keepsake(String... arguments) throws IOException, InterruptedException {
    return run(launcher(), Map.of(), arguments);
  }

  /** Runs a program in an environment of nothing but {@code PATH}, {@code TMPDIR} and the given. */
  Outcome run(Path program, Map<String, String> variables, String... arguments)
      throws IOException, InterruptedException {
    return Outcome.of(process(program, variables, arguments), work);
  }

  /** A program in the same environment, not started yet. */
  ProcessBuilder process(Path program, Map<String, String> variables, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder process = new ProcessBuilder(command).directory(work.toFile());
    process.environment().clear();
    process.environment().put("PATH", path.toString());
    process.environment().put("TMPDIR", work.toString());
    process.environment().put("HOME", work.toString());
    process.environment().putAll(variables);
    return process;
  }

  private static Path installed(String program) {
    return Stream.of("/bin", "/usr/bin")
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }
}

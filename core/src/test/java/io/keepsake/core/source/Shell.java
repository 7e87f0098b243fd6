package io.keepsake.core.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a script, for what Java cannot make. */
public final class Shell {

  private Shell() {}

  /** Runs {@code sh -c} in a directory; fails the test if it fails. */
  public static void run(Path directory, String script) throws IOException {
    start(directory, "sh", "-c", script);
  }

  /** Runs a Python program in a directory; fails the test if it fails. */
  public static void python(Path directory, String program) throws IOException {
    start(directory, "python3", "-c", program);
  }

  /** Runs a program of the project's tools directory; fails the test if it fails. */
  public static void tool(String name, String... arguments) throws IOException {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("tools").resolve(name))) {
      directory = directory.getParent();
      if (directory == null) {
        throw new AssertionError("tools/" + name + " is in no directory above the working one");
      }
    }
    List<String> command = new ArrayList<>();
    command.add("python3");
    command.add(directory.resolve("tools").resolve(name).toString());
    command.addAll(List.of(arguments));
    start(directory, command.toArray(String[]::new));
  }

  private static void start(Path directory, String... command) throws IOException {
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    try {
      if (process.waitFor() != 0) {
        throw new AssertionError(String.join(" ", command) + ": " + output);
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}

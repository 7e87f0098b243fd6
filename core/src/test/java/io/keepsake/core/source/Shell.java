package io.keepsake.core.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Runs a script, for what Java cannot make. */
final class Shell {

  private Shell() {}

  /** Runs {@code sh -c} in a directory; fails the test if it fails. */
  static void run(Path directory, String script) throws IOException {
    start(directory, "sh", "-c", script);
  }

  /** Runs a Python program in a directory; fails the test if it fails. */
  static void python(Path directory, String program) throws IOException {
    start(directory, "python3", "-c", program);
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

package io.keepsake.testkit.files;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of the tools directory, which is looked for from the working directory upwards. */
final class PythonTool {

  private final String name;

  PythonTool(String name) {
    this.name = name;
  }

  /** What a finished program said. */
  record Outcome(int status, String output) {}

  Outcome run(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("python3", script().toString()));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    byte[] output = process.getInputStream().readAllBytes();
    try {
      return new Outcome(process.waitFor(), new String(output, StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while waiting for " + name);
    }
  }

  private Path script() throws IOException {
    Path directory = Path.of("").toAbsolutePath();
    for (Path at = directory; at != null; at = at.getParent()) {
      Path script = at.resolve("tools").resolve(name);
      if (Files.isRegularFile(script)) {
        return script;
      }
    }
    throw new IOException("tools/" + name + " is in no directory above " + directory);
  }
}

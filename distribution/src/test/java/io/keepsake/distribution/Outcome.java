package io.keepsake.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What a process left: its exit code and what it wrote. */
record Outcome(int code, String out, String err) {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** Runs a process with nothing to read to its end, its output in files below {@code scratch}. */
  static Outcome of(ProcessBuilder command, Path scratch) throws IOException, InterruptedException {
    return of(command, scratch, Path.of("/dev/null"));
  }

  /** The same, with a file to read. */
  static Outcome of(ProcessBuilder command, Path scratch, Path input)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(scratch, "out", "");
    Path err = Files.createTempFile(scratch, "err", "");
    Process process =
        command
            .redirectInput(input.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException("Still running after %s: %s".formatted(LIMIT, command.command()));
      }
    } finally {
      process.destroyForcibly();
    }
    return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}

package io.keepsake.cli.crash;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program of these tests in a Java virtual machine of its own.
 *
 * @param process the process
 */
public record ForkedProcess(Process process) {

  /** All that these tests run with. */
  static String classPath() {
    return System.getProperty("jdk.module.path", "")
        + File.pathSeparator
        + System.getProperty("java.class.path");
  }

  /** A {@link CrashProcess}. */
  static ForkedProcess start(String action, CrashVault vault, Path files, StopPoint point)
      throws IOException {
    return start(
        CrashProcess.class,
        List.of(action, vault.directory().toString(), files.toString(), point.toArgument()));
  }

  /** Any program. */
  public static ForkedProcess start(Class<?> program, List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                classPath(),
                program.getName()));
    command.addAll(arguments);
    return new ForkedProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** What it prints, once it has ended, and its exit code in front. */
  public String end() throws IOException, InterruptedException {
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(2, TimeUnit.MINUTES), "the process does not end: " + text);
    return process.exitValue() + " " + text.strip();
  }

  /** Kills it after a while, unless it ends before. */
  public void killAfter(Duration delay) throws InterruptedException {
    if (!process.waitFor(delay.toNanos(), TimeUnit.NANOSECONDS)) {
      kill();
    }
  }

  /** Kills it; what it has printed can still be read. */
  public void kill() {
    process.toHandle().destroyForcibly();
  }
}

package io.keepsake.monitor.schedule;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one program.
 *
 * @param title what the log calls it
 * @param command the program
 * @param variables what it finds in its environment; of our own variables, which may hold secrets,
 *     it finds no others
 */
record CommandRun(String title, JobCommand command, Map<String, String> variables) {

  private static final Logger LOG = LoggerFactory.getLogger(CommandRun.class);

  private static final String OURS = "KEEPSAKE_";

  /** How long a program that is ended may tidy up, and how long its last words are waited for. */
  private static final Duration LAST = Duration.ofSeconds(2);

  CommandRun {
    variables = Map.copyOf(variables);
  }

  /**
   * Waits until it has ended.
   *
   * @return what went wrong, as the end of a sentence; empty if nothing did
   * @throws InterruptedException if interrupted; the program and all that it started are ended then
   */
  Optional<String> run() throws InterruptedException {
    Process process;
    try {
      process = start();
    } catch (IOException e) {
      return Optional.of("cannot be started: " + e.getMessage());
    }
    Thread reader = reader(process);
    boolean ended = false;
    try {
      ended = process.waitFor(command.limit().toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      if (!ended) {
        end(process);
      }
    }
    // What it left running may hold the output open for ever.
    boolean _ = reader.join(LAST);
    if (!ended) {
      return Optional.of("was ended after its limit of " + text(command.limit()));
    }
    return process.exitValue() == 0
        ? Optional.empty()
        : Optional.of("ended with exit code " + process.exitValue() + ": the log has its output");
  }

  private Process start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command.command()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith(OURS));
    builder.environment().putAll(variables);
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  private Thread reader(Process process) {
    InputStream printed = process.getInputStream();
    BoundedOutput output = new BoundedOutput(line -> LOG.info("{}: {}", title, line));
    return Thread.ofVirtual()
        .name(title)
        .start(() -> output.readAll(printed, Charset.defaultCharset()));
  }

  /** Asks it and all that it started to end, and then makes them. */
  private static void end(Process process) {
    List<ProcessHandle> family = new ArrayList<>(family(process.toHandle()));
    family.forEach(ProcessHandle::destroy);
    boolean interrupted = awaitEnd(family);
    family.stream().flatMap(member -> family(member).stream()).toList().stream()
        .filter(ProcessHandle::isAlive)
        .forEach(ProcessHandle::destroyForcibly);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<ProcessHandle> family(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants()).toList();
  }

  /** Waits a little; says whether it was interrupted. */
  private static boolean awaitEnd(List<ProcessHandle> family) {
    CompletableFuture<?>[] ends =
        family.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(ends).get(LAST.toMillis(), TimeUnit.MILLISECONDS);
      return false;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }

  private static String text(Duration limit) {
    return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
  }
}

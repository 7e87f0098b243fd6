package io.keepsake.distribution;

import io.keepsake.testkit.network.ServerPorts;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * {@code keepsake agent} as a process.
 *
 * @param process the agent itself: the launcher hands over to it
 * @param port of its dashboard
 * @param output where what it says goes
 */
record RunningAgent(Process process, int port, Path output) implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** Something to wait for. */
  interface Event {
    boolean isThere() throws IOException;
  }

  /** Starts one, and waits until its dashboard accepts connections. */
  static RunningAgent start(Unpacked unpacked, Map<String, String> variables, Path vault, int port)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(unpacked.work(), "agent", ".txt");
    ProcessBuilder builder =
        unpacked
            .process(unpacked.launcher(), variables, "agent", "--vault", vault.toString())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    RunningAgent agent = new RunningAgent(builder.start(), port, output);
    if (!ServerPorts.await(port, agent.process())) {
      agent.close();
      throw new IOException("The agent serves no dashboard: " + agent.said());
    }
    return agent;
  }

  /** What its dashboard answers. */
  String answer(String path) throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    try (InputStream in = uri.toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Waits for something while the agent runs. */
  void await(String what, Event event) throws IOException, InterruptedException {
    Instant limit = Instant.now().plus(PATIENCE);
    while (!event.isThere()) {
      if (process.waitFor(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("The agent ended before " + what + ": " + said());
      }
      if (Instant.now().isAfter(limit)) {
        throw new AssertionError("In vain for " + PATIENCE + ": " + what + ": " + said());
      }
    }
  }

  /** Sends SIGTERM; answers with the exit code. */
  int terminate() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("The agent did not end: " + said());
    }
    return process.exitValue();
  }

  String said() throws IOException {
    return Files.readString(output);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

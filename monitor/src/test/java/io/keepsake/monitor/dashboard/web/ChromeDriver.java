package io.keepsake.monitor.dashboard.web;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.keepsake.testkit.network.ServerPorts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program that drives Chromium, on a port of its own. */
final class ChromeDriver implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/bin/chromedriver");
  private static final Path BROWSER = Path.of("/usr/bin/chromium");

  private final Process process;
  private final int port;

  private ChromeDriver(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it, or skips the test where it or the browser is not installed. */
  static ChromeDriver start(Path directory) throws IOException, InterruptedException {
    assumeTrue(
        Files.isExecutable(PROGRAM) && Files.isExecutable(BROWSER),
        "NOT TESTED: the page in a browser, since Debian's chromium and chromium-driver are not"
            + " installed");
    int port = ServerPorts.free();
    Process process =
        new ProcessBuilder(List.of(PROGRAM.toString(), "--port=" + port))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("chromedriver.log").toFile())
            .start();
    ChromeDriver driver = new ChromeDriver(process, port);
    if (!ServerPorts.await(port, process)) {
      driver.close();
      throw new IOException(Files.readString(directory.resolve("chromedriver.log")));
    }
    return driver;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void close() {
    List<ProcessHandle> browsers = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    browsers.forEach(ProcessHandle::destroyForcibly);
  }
}

package io.keepsake.testkit.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.keepsake.testkit.network.ServerPorts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Debian's OpenSSH on a free port of this machine, run as the test's user with keys and settings of
 * its own: keys of the host and of the user, and a file of known hosts.
 */
public final class OpenSshServer implements AutoCloseable {

  private static final Path DAEMON = Path.of("/usr/sbin/sshd");
  private static final Path SFTP_SERVER = Path.of("/usr/lib/openssh/sftp-server");

  private final Path directory;
  private final int port;
  private final List<String> settings;
  private Process process;

  private OpenSshServer(Path directory, int port, List<String> settings, Process process) {
    this.directory = directory;
    this.port = port;
    this.settings = settings;
    this.process = process;
  }

  /**
   * Starts one, or skips the test with a message that says why.
   *
   * @param directory empty, for keys and settings
   * @param settings lines of sshd_config that count before the usual ones
   */
  public static OpenSshServer start(Path directory, String... settings) throws Exception {
    assumeTrue(
        Files.isExecutable(DAEMON) && Files.isExecutable(SFTP_SERVER),
        "NOT TESTED: no OpenSSH server on this machine; apt-get install openssh-server");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    if (System.getProperty("user.name").equals("root")) {
      Files.createDirectories(Path.of("/run/sshd")); // sshd's own for separating its privileges
    }
    keygen(directory.resolve("host_key"), "");
    keygen(directory.resolve("user_key"), "");
    Files.copy(directory.resolve("user_key.pub"), directory.resolve("authorized_keys"));
    int port = ServerPorts.free();
    Files.writeString(
        directory.resolve("known_hosts"),
        "[127.0.0.1]:%d %s".formatted(port, Files.readString(directory.resolve("host_key.pub"))));
    List<String> lines = List.of(settings);
    return new OpenSshServer(directory, port, lines, launch(directory, port, lines));
  }

  /** Makes a pair of keys, Ed25519, in a file and beside it in another that ends with .pub. */
  public static void keygen(Path file, String passphrase) throws Exception {
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-C", "test", "-f", file.toString());
  }

  /** Runs a command that has to succeed. */
  public static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }

  private static Process launch(Path directory, int port, List<String> settings)
      throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>(settings);
    lines.addAll(
        List.of(
            "ListenAddress 127.0.0.1",
            "Port " + port,
            "HostKey " + directory.resolve("host_key"),
            "PidFile " + directory.resolve("pid"),
            "AuthorizedKeysFile " + directory.resolve("authorized_keys"),
            "StrictModes no",
            "PermitRootLogin yes",
            "PasswordAuthentication no",
            "KbdInteractiveAuthentication no",
            "UsePAM no",
            "MaxStartups 100"));
    if (settings.stream().noneMatch(line -> line.startsWith("Subsystem"))) {
      lines.add("Subsystem sftp " + SFTP_SERVER);
    }
    Path config = directory.resolve("sshd_config");
    Files.write(config, lines);
    Process started =
        new ProcessBuilder(DAEMON.toString(), "-D", "-e", "-f", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(directory.resolve("sshd.log").toFile()))
            .start();
    assertTrue(ServerPorts.await(port, started), "sshd did not start");
    return started;
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** The user's private key, which the server takes. */
  public Path userKey() {
    return directory.resolve("user_key");
  }

  /** A file of known hosts with this server. */
  public Path knownHosts() {
    return directory.resolve("known_hosts");
  }

  /** A file in the server's directory. */
  public Path file(String name) {
    return directory.resolve(name);
  }

  /** What the server has said. */
  public String log() throws IOException {
    return Files.readString(directory.resolve("sshd.log"));
  }

  /** Cuts all connections, at once. */
  public void cutConnections() {
    try (Stream<ProcessHandle> children = process.descendants()) {
      children.forEach(ProcessHandle::destroyForcibly);
    }
  }

  /** Stops it with all its connections. */
  public void stop() {
    List<ProcessHandle> children;
    try (Stream<ProcessHandle> all = process.descendants()) {
      children = all.toList();
    }
    process.destroyForcibly().onExit().join();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  /** Starts it again on the same port. */
  public void restart() throws IOException, InterruptedException {
    process = launch(directory, port, settings);
  }

  @Override
  public void close() {
    stop();
  }
}

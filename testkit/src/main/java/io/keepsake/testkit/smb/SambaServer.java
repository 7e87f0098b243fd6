package io.keepsake.testkit.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.keepsake.testkit.network.ServerPorts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Debian's Samba on a free port of this machine, a process of its own with settings, users and
 * state of its own. It has one share and lets one user in. Only root can start it.
 */
public final class SambaServer implements AutoCloseable {

  /** The share. */
  public static final String SHARE = "files";

  /** The user it lets in, whom it takes for the one that runs the test. */
  public static final String USER = "eva";

  /** That user's password. */
  public static final String PASSWORD = "blue \u00e9l\u00e9phant: 72";

  private static final Path PROGRAM = Path.of("/usr/sbin/smbd");

  private final Path directory;
  private final int port;
  private Process process;

  private SambaServer(Path directory, int port, Process process) {
    this.directory = directory;
    this.port = port;
    this.process = process;
  }

  /**
   * Starts one, or skips the test with a message that says why.
   *
   * @param directory empty, for settings, state and files
   * @param settings lines of smb.conf, for the server and for its share
   */
  public static SambaServer start(Path directory, String... settings) throws Exception {
    assumeTrue(
        Files.isExecutable(PROGRAM) && System.getProperty("user.name").equals("root"),
        "NOT TESTED: SMB on Samba, which needs the package samba and root");
    for (String each : List.of("files", "private", "lock", "state", "cache", "pid", "rpc")) {
      Files.createDirectory(directory.resolve(each));
    }
    int port = ServerPorts.free();
    Files.writeString(directory.resolve("users"), "root = " + USER + "\n");
    Files.writeString(
        directory.resolve("smb.conf"),
        config(directory, port) + String.join("\n", settings) + "\n");
    addUser(directory);
    return new SambaServer(directory, port, launch(directory, port));
  }

  private static String config(Path directory, int port) {
    return """
    [global]
    server role = standalone server
    netbios name = KEEPSAKE
    interfaces = 127.0.0.1
    bind interfaces only = yes
    disable netbios = yes
    smb ports = %2$d
    private dir = %1$s/private
    lock directory = %1$s/lock
    state directory = %1$s/state
    cache directory = %1$s/cache
    pid directory = %1$s/pid
    ncalrpc dir = %1$s/rpc
    passdb backend = tdbsam:%1$s/private/passdb.tdb
    username map = %1$s/users
    log file = %1$s/smbd.log
    load printers = no
    printcap name = /dev/null
    disable spoolss = yes
    server min protocol = SMB2_10
    [%3$s]
    path = %1$s/files
    read only = no
    """
        .formatted(directory, port, SHARE);
  }

  private static void addUser(Path directory) throws IOException, InterruptedException {
    Process adding =
        new ProcessBuilder(
                "smbpasswd", "-c", directory.resolve("smb.conf").toString(), "-a", "-s", "root")
            .redirectErrorStream(true)
            .start();
    try (var in = adding.getOutputStream()) {
      in.write((PASSWORD + "\n" + PASSWORD + "\n").getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(adding.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, adding.waitFor(), said);
  }

  private static Process launch(Path directory, int port) throws IOException, InterruptedException {
    Process started =
        new ProcessBuilder(
                PROGRAM.toString(),
                "--foreground",
                "--no-process-group",
                "--configfile=" + directory.resolve("smb.conf"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("out.log").toFile()))
            .start();
    assertTrue(ServerPorts.await(port, started), () -> "Samba did not start: " + log(directory));
    return started;
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** The directory that is shared. */
  public Path files() {
    return directory.resolve("files");
  }

  /** What the server has said. */
  public String log() {
    return log(directory);
  }

  private static String log(Path directory) {
    try {
      Path log = directory.resolve("smbd.log");
      return Files.readString(directory.resolve("out.log"))
          + (Files.exists(log) ? Files.readString(log) : "");
    } catch (IOException e) {
      return "it left nothing to read: " + e.getMessage();
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
    process = launch(directory, port);
  }

  @Override
  public void close() {
    stop();
  }
}

package io.keepsake.provider.local.vfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.keepsake.core.spi.storage.StoreSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on vsftpd, which tells no facts in the form of RFC 3659. Only root can start it. */
final class VsftpdContractTest extends VfsContractTest {

  private static final Path PROGRAM = Path.of("/usr/sbin/vsftpd");

  @TempDir private static Path directory;
  private static Process server;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(
        Files.isExecutable(PROGRAM) && System.getProperty("user.name").equals("root"),
        "NOT TESTED: FTP on vsftpd, which needs the package vsftpd and root");
    Path root = Files.createDirectories(directory.resolve("root"));
    Path place = Files.createDirectories(root.resolve("place"));
    for (Path each : List.of(directory, root)) {
      Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxrwxrwx"));
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path settings = Files.writeString(directory.resolve("vsftpd.conf"), settings(root));
    server =
        new ProcessBuilder(PROGRAM.toString(), settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    awaitServer();
  }

  private static String settings(Path root) throws IOException {
    return """
    listen=YES
    listen_address=127.0.0.1
    listen_port=%d
    background=NO
    anonymous_enable=YES
    local_enable=NO
    write_enable=YES
    anon_upload_enable=YES
    anon_mkdir_write_enable=YES
    anon_other_write_enable=YES
    anon_world_readable_only=NO
    anon_umask=022
    ftp_username=daemon
    nopriv_user=nobody
    anon_root=%s
    secure_chroot_dir=%s
    seccomp_sandbox=NO
    xferlog_enable=NO
    """
        .formatted(port, root, Files.createDirectories(directory.resolve("empty")));
  }

  private static void awaitServer() throws Exception {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
        return;
      } catch (IOException e) {
        assertTrue(server.isAlive(), "vsftpd ended");
        if (System.nanoTime() > deadline) {
          throw e;
        }
        Thread.sleep(20);
      }
    }
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.destroy();
    }
  }

  @Override
  StoreSettings settings(String place) {
    return new StoreSettings(
        "vsftpd",
        URI.create("ftp://127.0.0.1:%d/place/%s".formatted(port, place)),
        Map.of("connections", "40"));
  }

  /** It tells no times in listings to the second, so none are told at all. */
  @Test
  @Override
  void claimsNoMoreThanItHas() {
    assertEquals(Set.of(), store().capabilities());
  }
}

package io.keepsake.testkit.webdav;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.keepsake.testkit.network.ServerCertificate;
import io.keepsake.testkit.network.ServerPorts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Debian's Apache with mod_dav_fs on a free port of this machine, a process of its own with
 * settings of its own. Below {@code /dav} it speaks WebDAV, to one user; below {@code /plain} it is
 * a web server and no more.
 */
public final class ApacheServer implements AutoCloseable {

  /** The user it lets in. */
  public static final String USER = "eva";

  /** That user's password. */
  public static final String PASSWORD = "blue \u00e9l\u00e9phant: 71";

  private static final Path PROGRAM = Path.of("/usr/sbin/apache2");
  private static final Path MODULES = Path.of("/usr/lib/apache2/modules");
  private static final String REALM = "files";

  private final Path directory;
  private final int port;
  private final Process process;

  private ApacheServer(Path directory, int port, Process process) {
    this.directory = directory;
    this.port = port;
    this.process = process;
  }

  /** How the user has to log in. */
  public enum Login {
    /** Not at all. */
    NONE,
    /** With the password as it is. */
    BASIC,
    /** With what proves that the password is known. */
    DIGEST
  }

  /**
   * Starts one, or skips the test with a message that says why.
   *
   * @param directory empty, for settings and files; other users of this machine may enter it
   * @param certificate to speak HTTPS with; empty for HTTP
   * @param settings lines that count for all of it
   */
  public static ApacheServer start(
      Path directory, Login login, Optional<ServerCertificate> certificate, String... settings)
      throws Exception {
    assumeTrue(
        Files.isExecutable(PROGRAM),
        "NOT TESTED: no Apache web server on this machine; apt-get install apache2");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (String each : List.of("dav", "plain", "locks")) {
      Files.setPosixFilePermissions(
          Files.createDirectory(directory.resolve(each)),
          PosixFilePermissions.fromString("rwxrwxrwx"));
    }
    Files.writeString(directory.resolve("plain").resolve("index.html"), "<p>Hello\n");
    writeUsers(directory);
    if (certificate.isPresent()) {
      certificate
          .get()
          .writePem(directory.resolve("key.pem"), directory.resolve("certificate.pem"));
    }
    int port = ServerPorts.free();
    Path config =
        Files.writeString(
            directory.resolve("httpd.conf"),
            config(directory, port, login)
                + (certificate.isPresent() ? tls(directory) : "")
                + String.join("\n", settings)
                + "\n");
    Process started =
        new ProcessBuilder(PROGRAM.toString(), "-f", config.toString(), "-DFOREGROUND")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("out.log").toFile())
            .start();
    ApacheServer server = new ApacheServer(directory, port, started);
    assertTrue(ServerPorts.await(port, started), () -> "Apache did not start: " + server.log());
    return server;
  }

  private static void writeUsers(Path directory) throws IOException, GeneralSecurityException {
    byte[] sha = MessageDigest.getInstance("SHA-1").digest(utf8(PASSWORD));
    Files.writeString(
        directory.resolve("basic.users"),
        "%s:{SHA}%s\n".formatted(USER, Base64.getEncoder().encodeToString(sha)));
    byte[] md5 = MessageDigest.getInstance("MD5").digest(utf8(USER + ":" + REALM + ":" + PASSWORD));
    Files.writeString(
        directory.resolve("digest.users"),
        "%s:%s:%s\n".formatted(USER, REALM, HexFormat.of().formatHex(md5)));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String config(Path directory, int port, Login login) {
    StringBuilder modules = new StringBuilder();
    for (String each :
        List.of(
            "mpm_event",
            "authn_core",
            "authn_file",
            "authz_core",
            "authz_user",
            "auth_basic",
            "auth_digest",
            "dir",
            "dav",
            "dav_fs",
            "ssl")) {
      modules.append(
          "LoadModule %s_module %s\n".formatted(each, MODULES.resolve("mod_" + each + ".so")));
    }
    return modules
        + """
        ServerRoot "%1$s"
        ServerName 127.0.0.1
        Listen 127.0.0.1:%2$d
        PidFile "%1$s/pid"
        ErrorLog "%1$s/error.log"
        Mutex "file:%1$s/locks" default
        DavLockDB "%1$s/locks/dav"
        User www-data
        Group www-data
        StartServers 2
        AllowEncodedSlashes NoDecode
        DocumentRoot "%1$s"
        <Directory "%1$s">
          Require all denied
        </Directory>
        <Directory "%1$s/plain">
          Require all granted
        </Directory>
        <Directory "%1$s/dav">
          Dav On
          DirectoryIndex disabled
        %3$s
        </Directory>
        """
            .formatted(directory, port, access(directory, login));
  }

  private static String access(Path directory, Login login) {
    return switch (login) {
      case NONE -> "  Require all granted";
      case BASIC ->
          """
          AuthType Basic
          AuthName "%s"
          AuthUserFile "%s"
          Require valid-user\
          """
              .formatted(REALM, directory.resolve("basic.users"));
      case DIGEST ->
          """
          AuthType Digest
          AuthName "%s"
          AuthDigestProvider file
          AuthUserFile "%s"
          Require valid-user\
          """
              .formatted(REALM, directory.resolve("digest.users"));
    };
  }

  private static String tls(Path directory) {
    return """
    SSLEngine on
    SSLCertificateFile "%1$s/certificate.pem"
    SSLCertificateKeyFile "%1$s/key.pem"
    """
        .formatted(directory);
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** The directory whose URL is {@code /dav}. */
  public Path files() {
    return directory.resolve("dav");
  }

  /** The certificate as text, if it has one. */
  public Path certificate() {
    return directory.resolve("certificate.pem");
  }

  /** What the server has said. */
  public String log() {
    try {
      Path errors = directory.resolve("error.log");
      return Files.readString(directory.resolve("out.log"))
          + (Files.exists(errors) ? Files.readString(errors) : "");
    } catch (IOException e) {
      return "it left nothing to read: " + e.getMessage();
    }
  }

  /** Stops it with all its processes. */
  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly().onExit().join();
    children.forEach(ProcessHandle::destroyForcibly);
  }
}

package io.keepsake.provider.local.sftp;

import io.keepsake.core.spi.options.OptionNames;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreOptions;
import io.keepsake.core.spi.storage.StoreSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where an SFTP store is and how to get in.
 *
 * @param id the store's id
 * @param user who to log in as
 * @param host name or address
 * @param port from 1 to 65535
 * @param path of the root: absolute, or behind {@code ~/} from the user's home on the server
 * @param login how to prove who one is
 * @param knownHosts file with the keys of known servers
 * @param hostKeyCheck what to do about a server that is not in it
 * @param connectTimeout limit for reaching the server, and for each answer while logging in
 * @param idleTimeout how long a call waits while no byte moves
 * @param connections most connections at once
 */
record SftpConfig(
    String id,
    String user,
    String host,
    int port,
    String path,
    SftpLogin login,
    Path knownHosts,
    HostKeyCheck hostKeyCheck,
    Duration connectTimeout,
    Duration idleTimeout,
    int connections) {

  private static final int PORT = 22;

  static final OptionNames OPTIONS =
      OptionNames.of(
              "private-key-file",
              "agent",
              "known-hosts-file",
              "host-key-check",
              "connect-timeout",
              "idle-timeout",
              "connections")
          .andSecrets("passphrase", "password");

  /** What to do about a server whose key is not known. A key that has changed is always refused. */
  public enum HostKeyCheck {
    /** Refuse it. */
    STRICT,
    /** Take its word the first time and write its key down. */
    ACCEPT_NEW
  }

  /**
   * Reads the settings.
   *
   * @throws StoreException kind {@code INVALID}, with a sentence that says what would be right
   */
  public static SftpConfig of(StoreSettings settings) throws StoreException {
    StoreOptions options = StoreOptions.of(settings, OPTIONS);
    URI url = settings.url();
    if (url.isOpaque() || url.getHost() == null) {
      throw notOne(options, url, "write sftp://user@host/absolute/path or sftp://user@host/~/path");
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      throw notOne(options, url, "write ? as %3F and # as %23");
    }
    if (url.getPort() == 0 || url.getPort() > 65_535) {
      throw notOne(options, url, "a port is a number from 1 to 65535");
    }
    String user = url.getUserInfo();
    return new SftpConfig(
        settings.id(),
        user == null || user.isEmpty() ? System.getProperty("user.name") : user,
        url.getHost(),
        url.getPort() < 0 ? PORT : url.getPort(),
        path(options, url),
        SftpLogin.of(options),
        options
            .path("known-hosts-file")
            .orElse(Path.of(System.getProperty("user.home"), ".ssh", "known_hosts")),
        options.choice("host-key-check", HostKeyCheck.STRICT),
        options.duration("connect-timeout", Duration.ofSeconds(10)),
        options.duration("idle-timeout", Duration.ofSeconds(30)),
        options.number("connections", 4, 1, 64));
  }

  /** Where it is, for people. */
  public String location() {
    return "sftp://%s%s/%s"
        .formatted(user + "@" + host, port == PORT ? "" : ":" + port, path.replaceFirst("^/", ""));
  }

  /** The server, for people. */
  String peer() {
    return port == PORT ? host : host + ":" + port;
  }

  private static String path(StoreOptions options, URI url) throws StoreException {
    String path = url.getPath().replaceAll("/+", "/").replaceFirst("/$", "");
    boolean odd =
        List.of(path.split("/")).stream().anyMatch(part -> part.equals(".") || part.equals(".."))
            || path.chars().anyMatch(c -> c < 0x20 || c == 0x7f);
    if (odd) {
      throw notOne(options, url, "a path has no '.', no '..' and no control character");
    }
    if (path.isEmpty() || path.equals("/~")) {
      throw notOne(options, url, "name a directory that Keepsake has for itself");
    }
    return path.startsWith("/~/") ? path.substring(1) : path;
  }

  private static StoreException notOne(StoreOptions options, URI url, String remedy) {
    return options.invalid(
        "%s is not the URL of a directory on a server; %s".formatted(url, remedy));
  }
}

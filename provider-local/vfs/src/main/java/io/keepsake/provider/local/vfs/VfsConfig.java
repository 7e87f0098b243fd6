package io.keepsake.provider.local.vfs;

import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.options.OptionNames;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreOptions;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.provider.local.remote.RemoteUrl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a store is and how to get in.
 *
 * @param id the store's id
 * @param protocol what the server speaks
 * @param user who to log in as; empty for nobody in particular
 * @param password what proves it
 * @param host name or address
 * @param port from 1 to 65535
 * @param path of the root, beginning with a slash
 * @param tls when FTPS begins to encrypt
 * @param caFile certificates to trust instead of those that Java knows
 * @param connectTimeout limit for reaching the server
 * @param idleTimeout how long a call waits while no byte moves
 * @param connections most connections at once
 */
public record VfsConfig(
    String id,
    Protocol protocol,
    Optional<String> user,
    Optional<Secret> password,
    String host,
    int port,
    String path,
    Tls tls,
    Optional<Path> caFile,
    Duration connectTimeout,
    Duration idleTimeout,
    int connections) {

  static final OptionNames OPTIONS =
      OptionNames.of("tls", "ca-file", "connect-timeout", "idle-timeout", "connections")
          .andSecrets("password");

  /** When a connection to an FTPS server begins to be encrypted. */
  public enum Tls {
    /** After asking for it: what servers do today. */
    EXPLICIT,
    /** With the first byte, on a port of its own. */
    IMPLICIT
  }

  /**
   * Reads the settings.
   *
   * @throws StoreException kind {@code INVALID}, with a sentence that says what would be right
   */
  static VfsConfig of(StoreSettings settings) throws StoreException {
    StoreOptions options = StoreOptions.of(settings, OPTIONS);
    RemoteUrl url = RemoteUrl.of(options);
    Protocol protocol = Protocol.of(url.scheme());
    Tls tls = options.choice("tls", Tls.EXPLICIT);
    return new VfsConfig(
        settings.id(),
        protocol,
        url.user(),
        options.secret("password"),
        url.host(),
        url.port().orElse(protocol.port(tls)),
        url.path(),
        tls,
        options.path("ca-file"),
        options.duration("connect-timeout", Duration.ofSeconds(10)),
        options.duration("idle-timeout", Duration.ofSeconds(30)),
        options.number("connections", 8, 1, 64));
  }

  /** Where it is, for people. */
  String location() {
    return "%s://%s%s%s"
        .formatted(protocol.scheme(), user.map(name -> name + "@").orElse(""), peer(), path);
  }

  /** The server, for people. */
  public String peer() {
    return port == protocol.port(tls) ? host : host + ":" + port;
  }
}

package io.keepsake.provider.local.webdav;

import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.options.OptionNames;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreOptions;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.provider.local.remote.RemoteUrl;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a store is and how to get in.
 *
 * @param id the store's id
 * @param url where its directory is
 * @param password what proves the user
 * @param token what proves a user without a name; never beside a password
 * @param clearPassword whether a password may cross the network as it is
 * @param caFile certificates to trust instead of those that Java knows
 * @param connectTimeout limit for reaching the server
 * @param idleTimeout how long a call waits while no byte moves
 */
record WebdavConfig(
    String id,
    RemoteUrl url,
    Optional<Secret> password,
    Optional<Secret> token,
    ClearPassword clearPassword,
    Optional<Path> caFile,
    Duration connectTimeout,
    Duration idleTimeout) {

  static final OptionNames OPTIONS =
      OptionNames.of("clear-password", "ca-file", "connect-timeout", "idle-timeout")
          .andSecrets("password", "token");

  private static final String ENCRYPTED = "webdavs";

  /** Whether a password or token may cross a network that is not encrypted. */
  enum ClearPassword {
    REFUSED,
    ALLOWED
  }

  /**
   * Reads the settings.
   *
   * @throws StoreException kind {@code INVALID}, with a sentence that says what would be right
   */
  static WebdavConfig of(StoreSettings settings) throws StoreException {
    StoreOptions options = StoreOptions.of(settings, OPTIONS);
    RemoteUrl url = RemoteUrl.of(options);
    if (options.hasSecret("password") && options.hasSecret("token")) {
      throw options.invalid("give a password or a token, not both");
    }
    if (options.hasSecret("password") && url.user().isEmpty()) {
      throw options.invalid(
          "there is a password and no user; write %s://user@%s%s"
              .formatted(url.scheme(), url.host(), url.path()));
    }
    WebdavConfig config =
        new WebdavConfig(
            settings.id(),
            url,
            options.secret("password"),
            options.secret("token"),
            options.choice("clear-password", ClearPassword.REFUSED),
            options.path("ca-file"),
            options.duration("connect-timeout", Duration.ofSeconds(10)),
            options.duration("idle-timeout", Duration.ofSeconds(30)));
    if (config.token().isPresent() && !config.maySendSecrets()) {
      throw options.invalid(
          "webdav:// would send the token through the network as it is; write webdavs://, or set"
              + " clear-password to allowed");
    }
    return config;
  }

  /** Whether nobody on the way can read what is sent. */
  boolean isEncrypted() {
    return url.scheme().equals(ENCRYPTED);
  }

  /** Whether a secret may be sent as it is: encrypted, to this machine itself, or allowed. */
  boolean maySendSecrets() {
    return isEncrypted() || isLoopback() || clearPassword == ClearPassword.ALLOWED;
  }

  private boolean isLoopback() {
    return url.host().equals("localhost")
        || url.host().matches("127\\.\\d+\\.\\d+\\.\\d+")
        || url.host().equals("[::1]");
  }

  /** Where it is, for people. */
  String location() {
    return "%s://%s%s%s"
        .formatted(url.scheme(), url.user().map(name -> name + "@").orElse(""), peer(), url.path());
  }

  /** The server, for people. */
  String peer() {
    return url.port().isEmpty() ? url.host() : url.host() + ":" + url.port().getAsInt();
  }

  /** Where the server listens. */
  int port() {
    return url.port().orElse(isEncrypted() ? 443 : 80);
  }

  /**
   * The address of a path on the server.
   *
   * @param encoded begins with a slash; see {@link Hrefs#encode}
   */
  URI address(String encoded) {
    return URI.create((isEncrypted() ? "https://" : "http://") + peer() + encoded);
  }
}

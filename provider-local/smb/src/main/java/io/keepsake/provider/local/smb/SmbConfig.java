package io.keepsake.provider.local.smb;

import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.options.OptionNames;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreOptions;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.provider.local.remote.RemoteUrl;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a store is and how to get in.
 *
 * @param id the store's id
 * @param url where its directory is; the first part of the path is the share
 * @param user who to log in as; empty for a guest
 * @param password what proves the user; there is one if there is a user
 * @param domain whose user it is; empty for the server's own
 * @param guest whether a server may treat the user as a guest
 * @param encrypt whether it has to be encrypted
 * @param connectTimeout limit for reaching the server, and for each answer while logging in
 * @param idleTimeout how long a call waits while no byte moves
 * @param connections most connections at once
 */
record SmbConfig(
    String id,
    RemoteUrl url,
    Optional<String> user,
    Optional<Secret> password,
    String domain,
    Guest guest,
    Encrypt encrypt,
    Duration connectTimeout,
    Duration idleTimeout,
    int connections) {

  private static final int PORT = 445;

  static final OptionNames OPTIONS =
      OptionNames.of(
              "user",
              "domain",
              "guest",
              "encrypt",
              "connect-timeout",
              "idle-timeout",
              "connections")
          .andSecrets("password");

  /** What to do about a server that lets in, but as a guest: such a session is not even signed. */
  enum Guest {
    REFUSED,
    ALLOWED
  }

  /** What to do about a server that cannot encrypt: before SMB 3, or set up so. */
  enum Encrypt {
    /** Make do with signing. */
    PREFERRED,
    /** Refuse it. */
    REQUIRED
  }

  /**
   * Reads the settings.
   *
   * @throws StoreException kind {@code INVALID}, with a sentence that says what would be right
   */
  static SmbConfig of(StoreSettings settings) throws StoreException {
    StoreOptions options = StoreOptions.of(settings, OPTIONS);
    RemoteUrl url = RemoteUrl.of(options);
    if (SmbNames.isOdd(url.path())) {
      throw RemoteUrl.notOne(
          options,
          "Windows has no such name: one has none of \" * : < > ? | and ends in no dot or blank");
    }
    SmbConfig config =
        new SmbConfig(
            settings.id(),
            url,
            user(options, url),
            options.secret("password"),
            options.text("domain").orElse(""),
            options.choice("guest", Guest.REFUSED),
            options.choice("encrypt", Encrypt.PREFERRED),
            options.duration("connect-timeout", Duration.ofSeconds(10)),
            options.duration("idle-timeout", Duration.ofSeconds(30)),
            options.number("connections", 4, 1, 64));
    config.requireLogin(options);
    return config;
  }

  private static Optional<String> user(StoreOptions options, RemoteUrl url) throws StoreException {
    Optional<String> user = options.text("user");
    if (user.isPresent() && url.user().isPresent()) {
      throw options.invalid("name the user in the URL or with the option user, not in both");
    }
    return user.or(url::user);
  }

  private void requireLogin(StoreOptions options) throws StoreException {
    if (user.isEmpty() && password.isPresent()) {
      throw options.invalid("there is a password and no user; write " + example());
    }
    if (user.isPresent() && password.isEmpty()) {
      throw options.invalid(
          "there is a user and no password; name one with password-file or password-env");
    }
    if (user.isEmpty() && guest == Guest.REFUSED) {
      throw options.invalid(
          "there is no user; write %s, or set guest to allowed if the server lets anybody in"
              .formatted(example()));
    }
    if (guest == Guest.ALLOWED && encrypt == Encrypt.REQUIRED) {
      throw options.invalid("a guest's session has no keys to encrypt with; drop guest or encrypt");
    }
  }

  private String example() {
    return "smb://user@%s%s".formatted(peer(), url.path());
  }

  /** The share, which is the first part of the path. */
  String share() {
    return url.path().split("/", 3)[1];
  }

  /** Name or address, as sockets want it. */
  String host() {
    return url.host().replaceAll("[\\[\\]]", "");
  }

  /** Where the server listens. */
  int port() {
    return url.port().orElse(PORT);
  }

  /** Where it is, for people. */
  String location() {
    return "smb://%s%s%s".formatted(user.map(name -> name + "@").orElse(""), peer(), url.path());
  }

  /** The server, for people. */
  String peer() {
    return url.port().isEmpty() ? url.host() : url.host() + ":" + url.port().getAsInt();
  }
}

package io.keepsake.provider.local.webdav;

import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.provider.local.remote.RemoteException;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How the user proves who he is. Nothing is shown before the server has asked, except a token. A
 * password goes as it is only where nobody can listen, or where the user has allowed it; else
 * Digest is used, or nothing.
 */
final class Login {

  private final WebdavConfig config;
  private final WebdavErrors errors;
  private volatile Optional<Way> way = Optional.empty();

  Login(WebdavConfig config, WebdavErrors errors) {
    this.config = config;
    this.errors = errors;
    config.token().ifPresent(token -> way = Optional.of(new Fixed("Bearer " + text(token))));
  }

  private sealed interface Way {}

  /** The same header with each request. */
  private record Fixed(String header) implements Way {
    /** Masked. */
    @Override
    public String toString() {
      return "Fixed[***]";
    }
  }

  /** A header made for each request. */
  private record Computed(Digest digest) implements Way {}

  /** What to show with a request. */
  Optional<String> authorization(String method, String target) {
    return way.map(
        known ->
            switch (known) {
              case Fixed fixed -> fixed.header();
              case Computed computed -> computed.digest().authorization(method, target);
            });
  }

  /**
   * Learns from a refusal what to show from now on.
   *
   * @param shown with the refused request
   * @throws RemoteException with reason {@code DENIED} if nothing else can be shown
   */
  synchronized void refused(Optional<String> shown, List<String> challenges)
      throws RemoteException {
    Optional<Way> now = way;
    boolean isNews =
        shown.isEmpty()
            ? now.isPresent()
            : now.filter(known -> isNewer(known, shown.get())).isPresent();
    if (isNews) {
      return; // another thread has learned it meanwhile
    }
    if (config.token().isPresent()) {
      throw errors.notLetIn("it does not take the token; look whether it is still valid");
    }
    if (config.url().user().isEmpty() || config.password().isEmpty()) {
      throw errors.notLetIn(
          "it wants a login; write the user into the URL, and name a file with the password with"
              + " password-file");
    }
    Way next = choose(Challenge.parse(challenges), config.url().user().get());
    if (shown.isPresent() && !isNewer(next, shown.get())) {
      throw errors.notLetIn("check the user, and the password in password-file");
    }
    way = Optional.of(next);
  }

  private static boolean isNewer(Way way, String shown) {
    return switch (way) {
      case Fixed fixed -> !fixed.header().equals(shown);
      case Computed computed -> !computed.digest().made(shown);
    };
  }

  private Way choose(List<Challenge> offered, String user) throws RemoteException {
    Secret password = config.password().orElseThrow();
    Optional<Digest> digest =
        offered.stream()
            .flatMap(each -> Digest.of(each, user, password).stream())
            .max(Comparator.comparing(Digest::isStrong));
    boolean basic = offered.stream().anyMatch(each -> each.scheme().equals("basic"));
    if (basic && (config.isEncrypted() || (digest.isEmpty() && config.maySendSecrets()))) {
      return new Fixed("Basic " + base64(user, password));
    }
    if (digest.isPresent()) {
      return new Computed(digest.get());
    }
    if (basic) {
      throw new RemoteException(
          Reason.DENIED,
          "%s: it wants the password as it is, and webdav:// is not encrypted; write webdavs://, or set clear-password to allowed"
              .formatted(config.peer()));
    }
    throw errors.notLetIn(
        "it offers no way to log in that Keepsake knows; those are Basic, Digest and tokens");
  }

  private static String base64(String user, Secret password) {
    return Base64.getEncoder()
        .encodeToString((user + ":" + text(password)).getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Secret secret) {
    return new String(secret.copyBytes(), StandardCharsets.UTF_8);
  }
}

package io.keepsake.provider.local.webdav;

import io.keepsake.provider.local.remote.NetworkFailures;
import io.keepsake.provider.local.remote.RemoteException;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import java.net.http.HttpTimeoutException;
import java.util.Optional;

/** What statuses and exceptions mean, in words for people. */
final class WebdavErrors {

  private final NetworkFailures network;
  private final WebdavConfig config;
  private volatile boolean closed;

  WebdavErrors(WebdavConfig config) {
    this.config = config;
    network = new NetworkFailures(config.peer(), config.port(), config.idleTimeout());
  }

  /** From now on, what fails does so because the store was closed. */
  void close() {
    closed = true;
  }

  /** The failure behind an exception: that of the first cause that says anything. */
  RemoteException of(Throwable failure) {
    if (closed) {
      return new RemoteException(Reason.CLOSED, "the store was closed", failure);
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof HttpTimeoutException) {
        return network.timeout(failure);
      }
      Optional<RemoteException> known = network.of(cause);
      if (known.isPresent()) {
        return known.get();
      }
    }
    return network.failure(
        Reason.UNREACHABLE,
        "the connection broke (%s)".formatted(NetworkFailures.deepest(failure)),
        failure);
  }

  /** No byte moved for too long. */
  RemoteException timeout() {
    return of(new HttpTimeoutException("no byte moved in time"));
  }

  /** Somebody reads on after closing. */
  RemoteException streamClosed() {
    return new RemoteException(Reason.CLOSED, "the stream is closed");
  }

  /** The server did not do what was asked. */
  RemoteException of(Answer answer) {
    return of(answer.status(), answer.header("Location"));
  }

  /** A status that is no success. */
  RemoteException of(int status, Optional<String> location) {
    return switch (status) {
      case 400 ->
          failure(
              Reason.FAILED, status, "it does not understand that; check the URL, also for TLS");
      case 401, 407 -> failure(Reason.DENIED, status, "it wants another login");
      case 403 ->
          failure(Reason.DENIED, status, "it does not permit it; let the user read and write");
      case 404, 410 -> failure(Reason.MISSING, status, "there is none");
      case 409 -> failure(Reason.MISSING, status, "the directory is missing");
      case 412 -> failure(Reason.EXISTS, status, "the name is taken");
      case 405, 501 ->
          failure(
              Reason.INVALID,
              status,
              "it is a web server, but no WebDAV is at this URL; check the path, and that WebDAV is"
                  + " on");
      case 408, 504 -> failure(Reason.TIMEOUT, status, "it or one behind it was too slow");
      case 413 -> failure(Reason.INVALID, status, "it takes no file so large; raise its limit");
      case 414 -> failure(Reason.INVALID, status, "it takes no name so long");
      case 423 -> failure(Reason.FAILED, status, "somebody has locked the file");
      case 429, 503 -> failure(Reason.FAILED, status, "it has too much to do just now");
      case 507 -> failure(Reason.NO_ROOM, status, "it is full");
      case 301, 302, 303, 307, 308 ->
          failure(
              Reason.INVALID,
              status,
              "it sends on to %s; if that is right, write it into the URL"
                  .formatted(location.map(WebdavErrors::shown).orElse("somewhere else")));
      default -> failure(Reason.FAILED, status, "it failed");
    };
  }

  /** What answers is not a WebDAV server. */
  RemoteException notWebdav(int status) {
    return failure(
        Reason.INVALID,
        status,
        "it answers, but not as a WebDAV server does; check the path of the URL, and that WebDAV is"
            + " on");
  }

  /** What another try would mend. */
  RemoteException passing(String words) {
    return new RemoteException(Reason.UNREACHABLE, config.peer() + ": " + words);
  }

  /** The user is not let in. */
  RemoteException notLetIn(String why) {
    return failure(
        Reason.DENIED,
        401,
        config
            .url()
            .user()
            .map(user -> "it does not let user '%s' in: %s".formatted(user, why))
            .orElse("it lets nobody in like that: " + why));
  }

  /** What came is not what was stored, or not what was asked for. */
  RemoteException corrupt(String words) {
    return new RemoteException(Reason.CORRUPT, config.peer() + ": " + words);
  }

  /** Without what may hold a secret. */
  private static String shown(String location) {
    return location
        .replaceFirst("[?#].*$", "")
        .replaceFirst("//[^/]*@", "//")
        .replaceAll("\\p{C}", "?");
  }

  private RemoteException failure(Reason reason, int status, String words) {
    return new RemoteException(
        reason, "%s: %s (HTTP status %d)".formatted(config.peer(), words, status));
  }
}

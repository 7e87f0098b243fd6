package io.keepsake.provider.local.remote;

import io.keepsake.provider.local.remote.RemoteException.Reason;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/**
 * What failures mean that happen on the way to a server, in words for people.
 *
 * @param peer the server, for people
 * @param port where it listens
 * @param limit how long a call waits while no byte moves
 */
public record NetworkFailures(String peer, int port, Duration limit) {

  /** What a cause alone means; empty if it says nothing of the network. */
  public Optional<RemoteException> of(Throwable cause) {
    return Optional.ofNullable(
        switch (cause) {
          case RemoteException e -> e;
          case UnknownHostException e -> unknown(e);
          case UnresolvedAddressException e -> unknown(e);
          case SocketTimeoutException e -> timeout(e);
          case ConnectException e when !(e.getCause() instanceof UnresolvedAddressException) ->
              failure(
                  Reason.UNREACHABLE,
                  "no server answers on port %d (%s)".formatted(port, words(e)),
                  e);
          case NoRouteToHostException e ->
              failure(Reason.UNREACHABLE, "there is no way to it: " + e.getMessage(), e);
          case SSLException e -> ofTls(e);
          default -> null;
        });
  }

  /** It took too long. */
  public RemoteException timeout(Throwable cause) {
    return failure(
        Reason.TIMEOUT,
        "it did not answer within %d s; check the network, or raise connect-timeout or idle-timeout"
            .formatted(Math.max(1, limit.toSeconds())),
        cause);
  }

  /** A failure whose words begin with the server. */
  public RemoteException failure(Reason reason, String words, Throwable cause) {
    return new RemoteException(reason, "%s: %s".formatted(peer, words), cause);
  }

  /** What the deepest cause says. */
  public static String deepest(Throwable failure) {
    Throwable last = failure;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    String message = last.getMessage();
    return message == null ? last.getClass().getSimpleName() : message.strip();
  }

  private RemoteException unknown(Throwable cause) {
    return failure(Reason.UNREACHABLE, "no host has that name; check the URL", cause);
  }

  private static String words(ConnectException cause) {
    return cause.getMessage() == null ? "connection refused" : cause.getMessage();
  }

  /** Not each failure of TLS is one of trust: a connection may have been cut. */
  private RemoteException ofTls(SSLException cause) {
    String words = deepest(cause);
    if (words.contains("ecognized SSL message")) {
      return failure(
          Reason.INVALID, "it does not speak TLS on port %d; check the URL".formatted(port), cause);
    }
    if (cause instanceof SSLHandshakeException && !(cause.getCause() instanceof IOException)) {
      return failure(
          Reason.DENIED,
          "its certificate or its TLS is not to be trusted (%s); if it is the server's own, name the certificate with ca-file"
              .formatted(words),
          cause);
    }
    return failure(
        Reason.UNREACHABLE, "the encrypted connection broke (%s)".formatted(words), cause);
  }
}

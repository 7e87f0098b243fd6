package io.keepsake.provider.local.sftp;

import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchChangedHostKeyException;
import com.jcraft.jsch.JSchRevokedHostKeyException;
import com.jcraft.jsch.JSchSessionDisconnectException;
import com.jcraft.jsch.JSchUnknownHostKeyException;
import io.keepsake.provider.local.remote.RemoteException;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;

/** Why a connection could not be made, in words for people. */
final class SshErrors {

  private final SftpConfig config;

  SshErrors(SftpConfig config) {
    this.config = config;
  }

  /**
   * The failure behind an exception.
   *
   * @param offered the key that the server has shown, if it came so far
   */
  RemoteException of(Throwable failure, Optional<String> offered) {
    if (failure instanceof RemoteException known) {
      return known;
    }
    String key = offered.orElse("of an unknown type");
    return switch (failure) {
      case JSchUnknownHostKeyException e -> failure(Reason.DENIED, unknown(key), e);
      case JSchChangedHostKeyException e -> failure(Reason.DENIED, changed(key), e);
      case JSchRevokedHostKeyException e ->
          failure(Reason.DENIED, "its key %s is marked as revoked".formatted(key), e);
      case JSchAlgoNegoFailException e ->
          failure(
              Reason.INVALID,
              "it knows no algorithm that Keepsake takes (%s); update its SSH server"
                  .formatted(e.getMessage()),
              e);
      case JSchSessionDisconnectException e ->
          failure(Reason.UNREACHABLE, "it ended the connection: " + e.getDescription(), e);
      default -> ofNetwork(failure);
    };
  }

  private RemoteException ofNetwork(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case UnknownHostException e -> {
          return failure(Reason.UNREACHABLE, "no host has that name; check the URL", e);
        }
        case SocketTimeoutException e -> {
          return timeout(e);
        }
        case ConnectException e -> {
          return failure(
              Reason.UNREACHABLE,
              "no SSH server answers on port %d (%s)".formatted(config.port(), e.getMessage()),
              e);
        }
        case NoRouteToHostException e -> {
          return failure(Reason.UNREACHABLE, "there is no way to it: " + e.getMessage(), e);
        }
        default -> {
          // its cause may tell more
        }
      }
    }
    String words = String.valueOf(failure.getMessage());
    if (words.startsWith("Auth")) {
      return failure(Reason.DENIED, notLetIn(), failure);
    }
    return failure(Reason.UNREACHABLE, words, failure);
  }

  /** It took too long. */
  RemoteException timeout(Throwable cause) {
    return failure(
        Reason.TIMEOUT,
        "it did not answer within %d s; check the network, or raise connect-timeout"
            .formatted(config.connectTimeout().toSeconds()),
        cause);
  }

  private String unknown(String key) {
    return ("it shows the key %s, and %s knows no key of it; compare that with the server's own"
            + " and add it (ssh-keyscan tells the line), or set host-key-check to accept-new once")
        .formatted(key, config.knownHosts());
  }

  private String changed(String key) {
    return ("it shows the key %s, but %s knows another: someone may be between you and the server;"
            + " only if its key was changed on purpose, remove the old line")
        .formatted(key, config.knownHosts());
  }

  private String notLetIn() {
    SftpLogin login = config.login();
    return "it does not let user '%s' in with %d private key%s, %s and %s; name the right one with private-key-file, password-file or agent, and check the user"
        .formatted(
            config.user(),
            login.privateKeys().size(),
            login.privateKeys().size() == 1 ? "" : "s",
            login.agent().isPresent() ? "the agent" : "no agent",
            login.password().isPresent() ? "a password" : "no password");
  }

  private RemoteException failure(Reason reason, String words, Throwable cause) {
    return new RemoteException(reason, "%s: %s".formatted(config.peer(), words), cause);
  }
}

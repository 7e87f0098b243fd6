package io.keepsake.provider.local.vfs;

import io.keepsake.provider.local.remote.RemoteException;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import java.io.FileNotFoundException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.commons.vfs2.FileNotFolderException;

/** What an exception of VFS means, in words for people. */
final class VfsErrors {

  private final VfsConfig config;

  VfsErrors(VfsConfig config) {
    this.config = config;
  }

  /** The failure behind an exception: that of the deepest cause that says anything. */
  RemoteException of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case RemoteException e -> {
          return e;
        }
        case UnknownHostException e -> {
          return failure(Reason.UNREACHABLE, "no host has that name; check the URL", e);
        }
        case SocketTimeoutException e -> {
          return timeout(e);
        }
        case ConnectException e -> {
          return failure(
              Reason.UNREACHABLE,
              "no server answers on port %d (%s)".formatted(config.port(), e.getMessage()),
              e);
        }
        case NoRouteToHostException e -> {
          return failure(Reason.UNREACHABLE, "there is no way to it: " + e.getMessage(), e);
        }
        case SSLException e -> {
          return untrusted(e);
        }
        case FileNotFoundException e -> {
          return failure(Reason.MISSING, "there is none", e);
        }
        case org.apache.commons.vfs2.FileNotFoundException e -> {
          return failure(Reason.MISSING, "there is none", e);
        }
        case FileNotFolderException e -> {
          return failure(Reason.MISSING, "there is no such directory", e);
        }
        default -> {
          // its cause may tell more
        }
      }
    }
    return failure(Reason.UNREACHABLE, deepest(failure), failure);
  }

  /** It took too long. */
  RemoteException timeout(Throwable cause) {
    return failure(
        Reason.TIMEOUT,
        "it did not answer within %d s; check the network, or raise connect-timeout or idle-timeout"
            .formatted(Math.max(1, config.idleTimeout().toSeconds())),
        cause);
  }

  private RemoteException untrusted(SSLException cause) {
    return failure(
        Reason.DENIED,
        "its certificate or its TLS is not to be trusted (%s); if it is the server's own, name the certificate with ca-file"
            .formatted(deepest(cause)),
        cause);
  }

  private static String deepest(Throwable failure) {
    Throwable last = failure;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    String message = last.getMessage();
    return message == null ? last.getClass().getSimpleName() : message.strip();
  }

  private RemoteException failure(Reason reason, String words, Throwable cause) {
    return new RemoteException(reason, "%s: %s".formatted(config.peer(), words), cause);
  }
}

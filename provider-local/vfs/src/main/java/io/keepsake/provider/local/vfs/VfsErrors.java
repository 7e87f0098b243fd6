package io.keepsake.provider.local.vfs;

import io.keepsake.provider.local.remote.NetworkFailures;
import io.keepsake.provider.local.remote.RemoteException;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import java.io.FileNotFoundException;
import java.util.Optional;
import org.apache.commons.vfs2.FileNotFolderException;

/** What an exception of VFS means, in words for people. */
final class VfsErrors {

  private final NetworkFailures network;

  VfsErrors(VfsConfig config) {
    network = new NetworkFailures(config.peer(), config.port(), config.idleTimeout());
  }

  /** The failure behind an exception: that of the deepest cause that says anything. */
  RemoteException of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case FileNotFoundException e -> {
          return network.failure(Reason.MISSING, "there is none", e);
        }
        case org.apache.commons.vfs2.FileNotFoundException e -> {
          return network.failure(Reason.MISSING, "there is none", e);
        }
        case FileNotFolderException e -> {
          return network.failure(Reason.MISSING, "there is no such directory", e);
        }
        default -> {
          Optional<RemoteException> known = network.of(cause);
          if (known.isPresent()) {
            return known.get();
          }
          // its cause may tell more
        }
      }
    }
    return network.failure(Reason.UNREACHABLE, NetworkFailures.deepest(failure), failure);
  }

  /** It took too long. */
  RemoteException timeout(Throwable cause) {
    return network.timeout(cause);
  }
}

package io.keepsake.provider.local.remote;

import io.keepsake.provider.local.remote.RemoteException.Reason;
import io.keepsake.provider.local.remote.RemoteFiles.Access;
import io.keepsake.provider.local.remote.RemoteFiles.Space;
import java.util.Optional;

/** Finds out what a bare "failure" meant: version 3 of SFTP has no word for a full disk. */
final class RemoteDiagnosis {

  private static final long NO_ROOM = 64L << 10;

  private final RemoteFiles files;
  private final RemoteRoot root;

  RemoteDiagnosis(RemoteFiles files, RemoteRoot root) {
    this.files = files;
    this.root = root;
  }

  /**
   * The same failure, or a better one.
   *
   * @param length bytes that were to be written
   */
  RemoteException of(RemoteException failure, long length) {
    if (failure.reason() != Reason.FAILED) {
      return failure;
    }
    Optional<Space> space;
    try {
      space = files.space(root.path());
    } catch (RemoteException e) {
      return failure;
    }
    if (space.filter(told -> told.access() == Access.READ_ONLY).isPresent()) {
      return new RemoteException(
          Reason.DENIED,
          "the server's file system of %s is mounted read-only; mount it for writing"
              .formatted(root.path()),
          failure);
    }
    return space.filter(told -> told.availableBytes() < Math.max(length, NO_ROOM)).isPresent()
        ? new RemoteException(Reason.NO_ROOM, failure.words(), failure)
        : failure;
  }
}

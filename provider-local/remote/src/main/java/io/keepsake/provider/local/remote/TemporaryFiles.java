package io.keepsake.provider.local.remote;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import io.keepsake.provider.local.remote.RemoteFiles.Facts;
import io.keepsake.provider.local.remote.RemoteFiles.FileType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** Files that are being written, in a directory of their own below the root. */
final class TemporaryFiles {

  /** Older ones are leftovers: no upload takes so long. */
  private static final Duration LEFTOVER_AGE = Duration.ofDays(1);

  private static final int MOST_REMOVED = 10_000;

  private final RemoteFiles files;
  private final RemoteRoot root;
  private final RemoteDirectories directories;
  private final AtomicBoolean cleaned = new AtomicBoolean();

  TemporaryFiles(RemoteFiles files, RemoteRoot root, RemoteDirectories directories) {
    this.files = files;
    this.root = root;
    this.directories = directories;
  }

  /** A path that nobody else uses. */
  String fresh() {
    return root.temporary() + "/" + UUID.randomUUID();
  }

  /** Creates a file, and first the directories that it needs. */
  RemoteOutput create(String path, long length) throws RemoteException, StoreException {
    directories.prepare(root.temporary());
    try {
      return files.create(path, length);
    } catch (RemoteException e) {
      if (e.reason() != Reason.MISSING) {
        throw e;
      }
      // A directory that this process has seen was removed since.
      directories.forget();
      directories.prepare(root.temporary());
      return files.create(path, length);
    }
  }

  /**
   * Removes leftovers, once in the life of a store. How old they are is told by comparison with a
   * file just written, because the server's clock is not that of this machine.
   */
  void removeLeftovers(String justWritten) {
    if (!cleaned.compareAndSet(false, true)) {
      return;
    }
    try {
      Optional<Instant> now = files.stat(justWritten).flatMap(Facts::modified);
      if (now.isPresent()) {
        leftovers(now.get().minus(LEFTOVER_AGE)).forEach(files::discard);
      }
    } catch (RemoteException e) {
      // Leftovers take room and harm nothing else; the next process tries again.
    }
  }

  private List<String> leftovers(Instant limit) throws RemoteException {
    List<String> old = new ArrayList<>();
    files.list(
        root.temporary(),
        (name, facts) -> {
          if (old.size() < MOST_REMOVED
              && facts.type() == FileType.FILE
              && facts.modified().filter(limit::isAfter).isPresent()) {
            old.add(root.temporary() + "/" + name);
          }
        });
    return old;
  }
}

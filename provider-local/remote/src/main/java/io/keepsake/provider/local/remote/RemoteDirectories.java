package io.keepsake.provider.local.remote;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import io.keepsake.provider.local.remote.RemoteFiles.Facts;
import io.keepsake.provider.local.remote.RemoteFiles.FileType;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Creates directories durably, each once, and one at a time: of two requests that make a directory
 * at once, a WebDAV server refuses one because the other has the name locked, and a look then shows
 * no directory yet.
 */
final class RemoteDirectories {

  private static final int MOST_KNOWN = 10_000;

  private final RemoteFiles files;
  private final RemoteRoot root;
  private final RemoteErrors errors;
  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private final ReentrantLock creating = new ReentrantLock();

  RemoteDirectories(RemoteFiles files, RemoteRoot root, RemoteErrors errors) {
    this.files = files;
    this.root = root;
    this.errors = errors;
  }

  /** Makes sure that a directory at or below the root exists. */
  void prepare(String directory) throws RemoteException, StoreException {
    if (known.contains(directory)) {
      return;
    }
    try {
      creating.lockInterruptibly();
    } catch (InterruptedException e) {
      throw RemoteException.interrupted(e);
    }
    try {
      prepareAlone(directory);
    } finally {
      creating.unlock();
    }
  }

  private void prepareAlone(String directory) throws RemoteException, StoreException {
    if (known.contains(directory)) {
      return;
    }
    if (directory.equals(root.path())) {
      root.create();
    } else {
      prepareAlone(RemoteRoot.parent(directory));
      create(directory);
    }
    if (known.size() >= MOST_KNOWN) {
      known.clear();
    }
    known.add(directory);
  }

  /** Forgets all directories, because one was found missing. */
  void forget() {
    known.clear();
  }

  private void create(String directory) throws RemoteException, StoreException {
    try {
      files.createDirectory(directory);
    } catch (RemoteException e) {
      if (e.reason() != Reason.FAILED && e.reason() != Reason.EXISTS) {
        throw e;
      }
      Optional<Facts> found = files.stat(directory);
      if (found.isEmpty()) {
        throw e;
      }
      if (found.get().type() != FileType.DIRECTORY) {
        throw errors.of(
            Kind.INVALID, "create the directory " + directory, "an object has that name");
      }
    }
    // Also if it was there: another process may have created it and died before syncing.
    files.syncDirectory(RemoteRoot.parent(directory));
  }
}

package io.keepsake.provider.local.remote;

import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import io.keepsake.provider.local.remote.RemoteFiles.Facts;
import io.keepsake.provider.local.remote.RemoteFiles.FileType;
import java.util.Optional;

/**
 * The directory that holds a store: maps names to paths, and notices when the directory is gone.
 *
 * <p>A server whose disk is not mounted shows an empty mount point, or nothing. A store that then
 * created its root anew would fill the wrong disk and call it a backup. So a root that was there
 * once is never created again, and a missing one only in a directory that is there.
 */
final class RemoteRoot {

  /** The temporary area; no object may be in it. */
  static final String TEMPORARY = ".keepsake-tmp";

  private final RemoteFiles files;
  private final RemoteErrors errors;
  private final String path;

  /** Whether the root was missing when the store was opened and has not been seen since. */
  private volatile boolean awaited;

  private RemoteRoot(RemoteFiles files, RemoteErrors errors, String path) {
    this.files = files;
    this.errors = errors;
    this.path = path;
  }

  /**
   * Looks at the root without creating it.
   *
   * @param path absolute, without a slash at its end
   */
  static RemoteRoot open(RemoteFiles files, RemoteErrors errors, String path)
      throws StoreException {
    RemoteRoot root = new RemoteRoot(files, errors, path);
    try {
      Optional<Facts> found = files.stat(path);
      if (found.isEmpty()) {
        root.requireParent();
        root.awaited = true;
      } else if (found.get().type() != FileType.DIRECTORY) {
        throw errors.of(Kind.INVALID, "open " + path, "it is not a directory");
      }
    } catch (RemoteException e) {
      throw errors.of("open " + path, e);
    }
    return root;
  }

  String path() {
    return path;
  }

  /** Where the temporary files are. */
  String temporary() {
    return path + "/" + TEMPORARY;
  }

  /** The path of an object. */
  String file(ObjectName name) throws StoreException {
    if (isReserved(name.value())) {
      throw errors.of(Kind.INVALID, "name a file " + name, "the name is reserved");
    }
    return path + "/" + name.value();
  }

  /** Whether an object of this name would be in the temporary area, or in its place. */
  static boolean isReserved(String name) {
    return name.equals(TEMPORARY) || name.startsWith(TEMPORARY + "/");
  }

  /** The path of the directory that a path is in. */
  static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  /**
   * Whether there is a root.
   *
   * @return false if it was missing when the store was opened, and still is
   * @throws StoreException kind {@code UNAVAILABLE} if it has vanished
   */
  boolean exists() throws StoreException {
    boolean neverSeen = awaited; // before the look: another thread may create it after that
    try {
      if (files.stat(path).isPresent()) {
        awaited = false;
        return true;
      }
    } catch (RemoteException e) {
      throw errors.of("use " + path, e);
    }
    if (neverSeen) {
      return false;
    }
    throw errors.of(
        Kind.UNAVAILABLE,
        "use " + path,
        "it is gone since the store was opened; mount the server's disk again, then start over");
  }

  /** Makes sure that there is a root, creating it if the store has never had one. */
  void create() throws StoreException {
    if (exists()) {
      return;
    }
    requireParent();
    try {
      files.createDirectory(path);
      files.syncDirectory(parent(path));
    } catch (RemoteException e) {
      if (e.reason() != Reason.FAILED && e.reason() != Reason.EXISTS) {
        throw errors.of("create " + path, e);
      }
    }
    if (!exists()) {
      throw errors.of(Kind.UNAVAILABLE, "create " + path, "the server failed it");
    }
  }

  private void requireParent() throws StoreException {
    String parent = parent(path);
    try {
      if (files.stat(parent).map(Facts::type).equals(Optional.of(FileType.DIRECTORY))) {
        return;
      }
    } catch (RemoteException e) {
      throw errors.of("open " + path, e);
    }
    throw errors.of(
        Kind.UNAVAILABLE,
        "open " + path,
        "the server has no directory %s; mount its disk, or create that directory there if it is the right place"
            .formatted(parent));
  }
}

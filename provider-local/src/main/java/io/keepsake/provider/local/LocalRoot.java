package io.keepsake.provider.local;

import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The directory that holds a store: maps names to files, and notices when the directory is not the
 * one that was opened any more.
 *
 * <p>A disk that drops off leaves its mount point behind, or nothing. A store that then created its
 * root anew would fill the system disk and call it a backup. So a root that was there once is never
 * created again, and it has to stay on the same device.
 */
final class LocalRoot {

  /** The temporary area; no object may be in it. */
  static final String TEMPORARY = ".keepsake-tmp";

  private final Path path;
  private final LocalErrors errors;

  /** Whether the root was missing when the store was opened and has not been seen since. */
  private volatile boolean awaited;

  /** Number of the device that the root is on, where the system tells. */
  private volatile Optional<Object> device = Optional.empty();

  private LocalRoot(Path path, LocalErrors errors) {
    this.path = path;
    this.errors = errors;
  }

  /** Looks at the root without creating it. */
  static LocalRoot open(LocalConfig config, LocalErrors errors) throws StoreException {
    LocalRoot root = new LocalRoot(config.root(), errors);
    try {
      root.device = device(root.path);
      if (!Files.isDirectory(root.path)) {
        throw errors.of(Kind.INVALID, "open " + root.path, "it is not a directory");
      }
    } catch (NoSuchFileException e) {
      root.requireParent();
      root.awaited = true;
    } catch (IOException e) {
      throw errors.of("open " + root.path, e);
    }
    return root;
  }

  Path path() {
    return path;
  }

  /**
   * Whether there is a root.
   *
   * @return false if it was missing when the store was opened, and still is
   * @throws StoreException kind {@code UNAVAILABLE} if it has vanished or changed its device
   */
  boolean exists() throws StoreException {
    // Before looking: another thread may create the root and see it right after this one has not.
    boolean mayBeMissing = awaited;
    try {
      Optional<Object> now = device(path);
      if (awaited) {
        device = now;
        awaited = false;
      } else if (!now.equals(device)) {
        throw gone("another file system is in its place now");
      }
      return true;
    } catch (NoSuchFileException e) {
      if (mayBeMissing) {
        return false;
      }
      throw gone("it is gone");
    } catch (IOException e) {
      throw errors.of("use " + path, e);
    }
  }

  /**
   * Makes sure that there is a root, creating it if the store has never had one.
   *
   * @return whether it was created just now, by this call or at the same time by another
   */
  boolean create() throws StoreException {
    if (exists()) {
      return false;
    }
    requireParent();
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw errors.of("create " + path, e);
    }
    exists();
    return true;
  }

  /**
   * The file that holds an object.
   *
   * @throws StoreException kind {@code INVALID} if there can be no such file
   */
  Path file(ObjectName name) throws StoreException {
    try {
      Path file = path.resolve(name.value());
      if (file.startsWith(path) && !isReserved(name.value())) {
        return file;
      }
    } catch (InvalidPathException e) {
      throw errors.of(
          Kind.INVALID, "name a file " + name, "this system does not allow it: " + e.getReason());
    }
    throw errors.of(Kind.INVALID, "name a file " + name, "the name is reserved");
  }

  /** Whether an object of this name would be in the temporary area, or in its place. */
  static boolean isReserved(String name) {
    return name.equals(TEMPORARY) || name.startsWith(TEMPORARY + "/");
  }

  private void requireParent() throws StoreException {
    Path parent = path.getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw errors.of(
          Kind.UNAVAILABLE,
          "open " + path,
          "there is no directory "
              + parent
              + "; connect the disk or share, or create that directory if it is the right place");
    }
  }

  private StoreException gone(String what) {
    return errors.of(
        Kind.UNAVAILABLE,
        "use " + path,
        what + " since the store was opened; connect the disk or share again, then start over");
  }

  private static Optional<Object> device(Path path) throws IOException {
    boolean told = path.getFileSystem().supportedFileAttributeViews().contains("unix");
    // Without device numbers the modification time is read only to learn that there is a root.
    Object value = Files.getAttribute(path, told ? "unix:dev" : "lastModifiedTime");
    return told ? Optional.of(value) : Optional.empty();
  }
}

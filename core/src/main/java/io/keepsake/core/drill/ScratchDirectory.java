package io.keepsake.core.drill;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** A new directory that only this user may enter, and that is removed with all that is in it. */
public final class ScratchDirectory implements AutoCloseable {

  private final Path path;

  private ScratchDirectory(Path path) {
    this.path = path;
  }

  /**
   * Makes one.
   *
   * @param parent where; must be there
   * @param bytes how much will be written into it
   * @throws IOException if it cannot be made, or there is not enough room for it
   */
  public static ScratchDirectory create(Path parent, long bytes) throws IOException {
    long usable = Files.getFileStore(parent).getUsableSpace();
    if (usable < bytes) {
      throw new FileSystemException(
          parent.toString(),
          null,
          "what is to be restored needs %d bytes, and only %d are free there; name another"
                  .formatted(bytes, usable)
              + " directory, or restore less");
    }
    return new ScratchDirectory(Files.createTempDirectory(parent, "keepsake-drill-"));
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /**
   * Removes it.
   *
   * @throws IOException if something of it is left
   */
  @Override
  public void close() throws IOException {
    remove(path);
  }

  private static void remove(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      open(path);
      List<Path> children = new ArrayList<>();
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
        entries.forEach(children::add);
      }
      for (Path child : children) {
        remove(child);
      }
    }
    Files.delete(path);
  }

  /** A restored directory may keep out even its owner. */
  private static void open(Path directory) throws IOException {
    try {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    } catch (UnsupportedOperationException e) {
      // Then nobody is kept out.
    }
  }
}

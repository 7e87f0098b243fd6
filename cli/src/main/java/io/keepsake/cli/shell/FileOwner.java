package io.keepsake.cli.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;

/** Whom a file belongs to. */
public final class FileOwner {

  private FileOwner() {}

  /**
   * Gives a file the owner and the group of another one, so that what root writes in its place
   * stays readable for who reads it. Does nothing where the file system knows none.
   *
   * @param from an existing file, no symbolic link
   * @param to an existing file; of a symbolic link in its place the target is left alone
   * @throws IOException if this user may not do that
   */
  public static void copy(Path from, Path to) throws IOException {
    Class<PosixFileAttributeView> posix = PosixFileAttributeView.class;
    PosixFileAttributeView there =
        Files.getFileAttributeView(from, posix, LinkOption.NOFOLLOW_LINKS);
    PosixFileAttributeView here = Files.getFileAttributeView(to, posix, LinkOption.NOFOLLOW_LINKS);
    if (there == null || here == null) {
      return;
    }
    PosixFileAttributes wanted = there.readAttributes();
    PosixFileAttributes fresh = here.readAttributes();
    if (!wanted.group().equals(fresh.group())) {
      here.setGroup(wanted.group());
    }
    if (!wanted.owner().equals(fresh.owner())) {
      here.setOwner(wanted.owner());
    }
  }
}

package io.keepsake.core.target;

import io.keepsake.core.posix.DirectoryCalls;
import io.keepsake.core.posix.DirectoryCalls.Replacing;
import io.keepsake.core.posix.Errno;
import io.keepsake.core.posix.PosixException;
import io.keepsake.core.posix.StatusCalls;
import io.keepsake.core.spi.source.RawName;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.List;

/** Gives finished entries their names, and clears temporary ones away. */
final class NativeNames {

  private NativeNames() {}

  /**
   * Turns a temporary name into the final one.
   *
   * @throws FileAlreadyExistsException if it is taken and must not be replaced
   */
  static void settle(
      int directory, RawName temporary, RawName name, Replacement replacement, Object path)
      throws IOException {
    byte[] from = temporary.bytes();
    byte[] to = name.bytes();
    long result =
        switch (replacement) {
          case REPLACE -> DirectoryCalls.rename(directory, from, to, Replacing.YES);
          case REFUSE -> withoutReplacing(directory, from, to);
        };
    if (result == -Errno.EISDIR) {
      throw new FileAlreadyExistsException(path.toString(), null, "A directory is in its place");
    }
    PosixException.check(result, path);
  }

  private static long withoutReplacing(int directory, byte[] from, byte[] to) {
    long result = DirectoryCalls.rename(directory, from, to, Replacing.NO);
    if (result != -Errno.EINVAL && result != -Errno.ENOSYS) {
      return result;
    }
    // The file system cannot: a hard link refuses taken names as well.
    result = DirectoryCalls.makeLink(directory, from, directory, to);
    if (result == 0) {
      return DirectoryCalls.remove(directory, from);
    }
    if (result == -Errno.EEXIST) {
      return result;
    }
    // Nor has it hard links, as on FAT: look, then rename.
    return StatusCalls.probe(directory, to) == 0
        ? -Errno.EEXIST
        : DirectoryCalls.rename(directory, from, to, Replacing.YES);
  }

  /**
   * Makes a hard link.
   *
   * @throws FileAlreadyExistsException if the name is taken and must not be replaced
   */
  static void link(
      int from,
      RawName existing,
      int directory,
      RawName name,
      RawName temporary,
      Replacement replacement,
      Object path)
      throws IOException {
    byte[] source = existing.bytes();
    long result = DirectoryCalls.makeLink(from, source, directory, name.bytes());
    if (result != -Errno.EEXIST || replacement == Replacement.REFUSE) {
      PosixException.check(result, path);
      return;
    }
    result = DirectoryCalls.makeLink(from, source, directory, temporary.bytes());
    PosixException.check(result, path);
    try {
      settle(directory, temporary, name, replacement, path);
    } finally {
      // A rename between two names of one file does nothing and leaves both.
      long _ = DirectoryCalls.remove(directory, temporary.bytes());
    }
  }

  /**
   * Fails early where the final name could not be given anyway.
   *
   * @throws FileAlreadyExistsException if it is taken and must not be replaced
   */
  static void requireFree(int directory, RawName name, Replacement replacement, Object path)
      throws IOException {
    if (replacement == Replacement.REFUSE && StatusCalls.probe(directory, name.bytes()) == 0) {
      throw new FileAlreadyExistsException(path.toString());
    }
  }

  /** Removes what an earlier restore left behind. */
  static void removeLeftOvers(int directory, PartialNames partial, Object display)
      throws IOException {
    List<byte[]> leftOver = new ArrayList<>();
    long result =
        DirectoryCalls.list(
            directory,
            name -> {
              if (partial.isLeftOver(RawName.of(name))) {
                leftOver.add(name);
              }
            });
    PosixException.check(result, display);
    for (byte[] name : leftOver) {
      // A directory of such a name is not ours: it stays.
      long _ = DirectoryCalls.remove(directory, name);
    }
  }
}

package io.keepsake.core.source;

import io.keepsake.core.posix.Errno;
import io.keepsake.core.posix.FileCalls;
import io.keepsake.core.posix.OpenFlags;
import io.keepsake.core.posix.PosixException;
import io.keepsake.core.posix.StatusCalls.Links;
import java.nio.file.FileSystemException;
import java.util.List;

/** Opens paths of any length: whole if the kernel takes it, else name by name. */
final class NativePaths {

  /** PATH_MAX of Linux, with the terminating NUL. */
  static final int LONGEST = 4096;

  private static final byte[] ROOT = {'/'};

  private NativePaths() {}

  /**
   * Opens a path.
   *
   * @return the descriptor
   * @throws FileSystemException if it cannot be opened
   */
  static int open(PathNode node, int flags) throws FileSystemException {
    if (node.length() < LONGEST) {
      byte[] path = node.bytes();
      return (int)
          PosixException.check(FileCalls.open(FileCalls.WORKING_DIRECTORY, path, flags, 0), node);
    }
    return openByName(node, flags);
  }

  /** Opens a path name by name, so that no directory on the way can be a planted symbolic link. */
  static int openByName(PathNode node, int flags) throws FileSystemException {
    int parent = openParent(node);
    try {
      byte[] name = node.name().bytes();
      return (int) PosixException.check(FileCalls.open(parent, name, flags, 0), node);
    } finally {
      FileCalls.close(parent);
    }
  }

  /** Opens the directory a node is in, name by name, only as a place. */
  static int openParent(PathNode node) throws FileSystemException {
    int place = OpenFlags.PATH_ONLY | OpenFlags.DIRECTORY;
    long at = FileCalls.open(FileCalls.WORKING_DIRECTORY, ROOT, place, 0);
    List<PathNode> chain = node.chain();
    for (int i = 0; i + 1 < chain.size() && at >= 0; i++) {
      PathNode step = chain.get(i);
      int flags = place | (step.links() == Links.FOLLOW ? 0 : OpenFlags.NO_FOLLOW);
      long next = FileCalls.open((int) at, step.name().bytes(), flags, 0);
      FileCalls.close((int) at);
      at = next;
    }
    return (int) PosixException.check(at == -Errno.ENOTDIR ? -Errno.ENOENT : at, node);
  }
}

package io.keepsake.core.posix;

import java.io.Serial;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** A failed system call for which {@code java.nio.file} has no exception of its own. */
public final class PosixException extends FileSystemException {

  @Serial private static final long serialVersionUID = 1;

  private final int errno;

  private PosixException(String path, int errno) {
    super(path, null, Errno.text(errno));
    this.errno = errno;
  }

  /** The number of the error, one of {@link Errno} or another. */
  public int errno() {
    return errno;
  }

  /**
   * The exception for a failed call.
   *
   * @param result what the call returned: a negated errno
   * @param path what it was about; {@code toString} names it for people
   */
  public static FileSystemException of(long result, Object path) {
    int errno = (int) -result;
    String file = path.toString();
    return switch (errno) {
      case Errno.ENOENT -> new NoSuchFileException(file);
      case Errno.EACCES, Errno.EPERM -> new AccessDeniedException(file, null, Errno.text(errno));
      case Errno.EEXIST -> new FileAlreadyExistsException(file);
      case Errno.ENOTDIR -> new NotDirectoryException(file);
      case Errno.ENOTEMPTY -> new DirectoryNotEmptyException(file);
      case Errno.ELOOP -> new FileSystemLoopException(file);
      default -> new PosixException(file, errno);
    };
  }

  /**
   * The result of a call that succeeded.
   *
   * @throws FileSystemException if it is a negated errno
   */
  public static long check(long result, Object path) throws FileSystemException {
    if (result < 0) {
      throw of(result, path);
    }
    return result;
  }
}

package io.keepsake.core.posix;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;

/** Calls on open files. Each returns the kernel's result: not negative, or the negated errno. */
public final class FileCalls {

  /** Stands for the working directory where a directory's descriptor is expected. */
  public static final int WORKING_DIRECTORY = -100;

  private static final int SEEK_DATA = 3;
  private static final int SEEK_HOLE = 4;

  private FileCalls() {}

  /** Opens a name relative to a directory; the descriptor is closed on exec. */
  public static long open(int directory, byte[] path, int flags, int mode) {
    long address = Scratch.current().first(path);
    if (address == 0) {
      return -Errno.ENAMETOOLONG;
    }
    long all = flags | OpenFlags.CLOSE_ON_EXEC;
    return SystemCall.call(CallNumbers.OPENAT, directory, address, all, mode, 0);
  }

  /** Closes a descriptor; it is gone whatever the result. */
  public static long close(int descriptor) {
    return SystemCall.once(CallNumbers.CLOSE, descriptor, 0, 0, 0, 0);
  }

  /**
   * Reads at a position.
   *
   * @param buffer one of {@link NativeBuffers}, used on the way
   * @return bytes read, at most the buffer's size; 0 at the end
   */
  public static long read(
      int descriptor, long position, MemorySegment buffer, byte[] target, int offset, int length) {
    int wanted = (int) Math.min(length, buffer.byteSize());
    long n = SystemCall.call(CallNumbers.PREAD, descriptor, buffer.address(), wanted, position, 0);
    if (n > 0) {
      MemorySegment.copy(buffer, JAVA_BYTE, 0, target, offset, (int) n);
    }
    return n;
  }

  /** Writes all of it at a position; 0, or the negated errno with any part of it written. */
  public static long writeFully(
      int descriptor, long position, byte[] source, int offset, int length) {
    MemorySegment buffer = NativeBuffers.take();
    try {
      int done = 0;
      while (done < length) {
        int part = Math.min(length - done, NativeBuffers.SIZE);
        MemorySegment.copy(source, offset + done, buffer, JAVA_BYTE, 0, part);
        long n = writePart(descriptor, position + done, buffer, part);
        if (n < 0) {
          return n;
        }
        done += part;
      }
      return 0;
    } finally {
      NativeBuffers.give(buffer);
    }
  }

  private static long writePart(int descriptor, long position, MemorySegment buffer, int length) {
    int done = 0;
    while (done < length) {
      long n =
          SystemCall.call(
              CallNumbers.PWRITE,
              descriptor,
              buffer.address() + done,
              length - done,
              position + done,
              0);
      if (n <= 0) {
        return n == 0 ? -Errno.ENOSPC : n;
      }
      done += (int) n;
    }
    return done;
  }

  /** The start of the next data at or after an offset; -ENXIO if there is none. */
  public static long seekData(int descriptor, long offset) {
    return SystemCall.call(CallNumbers.LSEEK, descriptor, offset, SEEK_DATA, 0, 0);
  }

  /** The start of the next hole at or after an offset; the end of the file counts as one. */
  public static long seekHole(int descriptor, long offset) {
    return SystemCall.call(CallNumbers.LSEEK, descriptor, offset, SEEK_HOLE, 0, 0);
  }

  /** Cuts or extends a file; what is added is a hole. */
  public static long truncate(int descriptor, long size) {
    return SystemCall.call(CallNumbers.FTRUNCATE, descriptor, size, 0, 0, 0);
  }

  /** Makes a file or directory durable. */
  public static long sync(int descriptor) {
    return SystemCall.call(CallNumbers.FSYNC, descriptor, 0, 0, 0, 0);
  }

  /** Makes the whole file system of a descriptor durable. */
  public static long syncFileSystem(int descriptor) {
    return SystemCall.call(CallNumbers.SYNCFS, descriptor, 0, 0, 0, 0);
  }
}

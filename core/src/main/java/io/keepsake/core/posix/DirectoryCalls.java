package io.keepsake.core.posix;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Calls that list and change directories. Each returns the kernel's result: not negative, or the
 * negated errno. No call follows a symbolic link in the last name.
 */
public final class DirectoryCalls {

  private static final int REMOVE_DIRECTORY = 0x200;
  private static final int RENAME_NOREPLACE = 1;
  private static final int RECORD_LENGTH_AT = 16;
  private static final int NAME_AT = 19;

  private DirectoryCalls() {}

  /** What a rename does with a name that exists. */
  public enum Replacing {
    /** The call fails with EEXIST. */
    NO,
    /** It is replaced in one step. */
    YES
  }

  /** Gives all names but {@code .} and {@code ..} of an open directory, in no order. */
  public static long list(int directory, Consumer<byte[]> names) {
    MemorySegment buffer = NativeBuffers.take();
    try {
      while (true) {
        long n =
            SystemCall.call(
                CallNumbers.GETDENTS, directory, buffer.address(), NativeBuffers.SIZE, 0, 0);
        if (n <= 0) {
          return n;
        }
        for (long at = 0; at < n; ) {
          int length =
              Short.toUnsignedInt(
                  buffer.get(ValueLayout.JAVA_SHORT_UNALIGNED, at + RECORD_LENGTH_AT));
          name(buffer, at, length).ifPresent(names);
          at += length;
        }
      }
    } finally {
      NativeBuffers.give(buffer);
    }
  }

  private static Optional<byte[]> name(MemorySegment buffer, long record, int length) {
    byte[] padded = new byte[length - NAME_AT];
    MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, record + NAME_AT, padded, 0, padded.length);
    int end = 0;
    while (padded[end] != 0) {
      end++;
    }
    boolean dots = padded[0] == '.' && (end == 1 || (end == 2 && padded[1] == '.'));
    return dots ? Optional.empty() : Optional.of(Arrays.copyOf(padded, end));
  }

  /** Makes a directory. */
  public static long makeDirectory(int directory, byte[] name, int mode) {
    return named(CallNumbers.MKDIRAT, directory, name, mode, 0);
  }

  /**
   * Makes a FIFO, socket or device.
   *
   * @param mode kind and permissions, as {@link FileStatus#mode()} has them
   */
  public static long makeNode(int directory, byte[] name, int mode, long device) {
    return named(CallNumbers.MKNODAT, directory, name, mode, device);
  }

  /** Makes a symbolic link. */
  public static long makeSymlink(byte[] target, int directory, byte[] name) {
    Scratch scratch = Scratch.current();
    long to = scratch.first(target);
    long from = scratch.second(name);
    if (to == 0 || from == 0) {
      return -Errno.ENAMETOOLONG;
    }
    return SystemCall.call(CallNumbers.SYMLINKAT, to, directory, from, 0, 0);
  }

  /** Makes a hard link; a symbolic link is linked itself. */
  public static long makeLink(int directory, byte[] name, int newDirectory, byte[] newName) {
    Scratch scratch = Scratch.current();
    long from = scratch.first(name);
    long to = scratch.second(newName);
    if (to == 0 || from == 0) {
      return -Errno.ENAMETOOLONG;
    }
    return SystemCall.call(CallNumbers.LINKAT, directory, from, newDirectory, to, 0);
  }

  /**
   * Renames within a directory. {@link Replacing#NO} is EINVAL on file systems that cannot tell.
   */
  public static long rename(int directory, byte[] name, byte[] newName, Replacing replacing) {
    Scratch scratch = Scratch.current();
    long from = scratch.first(name);
    long to = scratch.second(newName);
    if (to == 0 || from == 0) {
      return -Errno.ENAMETOOLONG;
    }
    long flags = replacing == Replacing.NO ? RENAME_NOREPLACE : 0;
    return SystemCall.call(CallNumbers.RENAMEAT2, directory, from, directory, to, flags);
  }

  /** Removes a name that is no directory. */
  public static long remove(int directory, byte[] name) {
    return named(CallNumbers.UNLINKAT, directory, name, 0, 0);
  }

  /** Removes an empty directory. */
  public static long removeDirectory(int directory, byte[] name) {
    return named(CallNumbers.UNLINKAT, directory, name, REMOVE_DIRECTORY, 0);
  }

  private static long named(long number, int directory, byte[] name, long c, long d) {
    long address = Scratch.current().first(name);
    return address == 0
        ? -Errno.ENAMETOOLONG
        : SystemCall.call(number, directory, address, c, d, 0);
  }
}

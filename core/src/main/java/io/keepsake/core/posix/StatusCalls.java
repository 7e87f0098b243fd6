package io.keepsake.core.posix;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.EntryKind;
import io.keepsake.core.spi.source.RawName;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileSystemException;
import java.time.Instant;

/** Reads what files are: statx and readlinkat. The layout is that of struct statx in statx(2). */
public final class StatusCalls {

  private static final int SYMLINK_NOFOLLOW = 0x100;
  private static final int NO_AUTOMOUNT = 0x800;
  private static final int EMPTY_PATH = 0x1000;
  private static final int BASIC_STATS = 0x7ff;
  private static final byte[] SELF = {};

  private StatusCalls() {}

  /** What to look at where a name is a symbolic link. */
  public enum Links {
    /** What it points to. */
    FOLLOW,
    /** The link itself. */
    NO_FOLLOW
  }

  /** Asks about a name; 0 or the negated errno, the answer waits in this thread's scratch. */
  private static long query(int directory, byte[] path, int flags) {
    Scratch scratch = Scratch.current();
    long address = scratch.first(path);
    if (address == 0) {
      return -Errno.ENAMETOOLONG;
    }
    long answer = scratch.struct().address();
    return SystemCall.call(CallNumbers.STATX, directory, address, flags, BASIC_STATS, answer);
  }

  /** 0 if the file could be looked at, else the negated errno; for calls that need only that. */
  public static long probe(int directory, byte[] path) {
    return query(directory, path, SYMLINK_NOFOLLOW | NO_AUTOMOUNT);
  }

  /**
   * The status of a name.
   *
   * @throws FileSystemException if it cannot be read
   */
  public static FileStatus of(int directory, byte[] path, Links links, Object display)
      throws FileSystemException {
    int follow = links == Links.FOLLOW ? 0 : SYMLINK_NOFOLLOW;
    PosixException.check(query(directory, path, follow | NO_AUTOMOUNT), display);
    return answer();
  }

  /**
   * The status of an open file.
   *
   * @throws FileSystemException if it cannot be read
   */
  public static FileStatus of(int descriptor, Object display) throws FileSystemException {
    PosixException.check(query(descriptor, SELF, EMPTY_PATH), display);
    return answer();
  }

  /**
   * A name as an entry, with the target of a symbolic link.
   *
   * @throws FileSystemException if it cannot be read
   */
  public static EntryAttributes entry(
      int directory, byte[] path, RawName name, Links links, Object display)
      throws FileSystemException {
    FileStatus status = of(directory, path, links, display);
    RawName target =
        status.kind() == EntryKind.SYMLINK ? linkTarget(directory, path, display) : RawName.EMPTY;
    return status.attributes(name, target);
  }

  /**
   * What a symbolic link points to.
   *
   * @throws FileSystemException if it is none or cannot be read
   */
  public static RawName linkTarget(int directory, byte[] path, Object display)
      throws FileSystemException {
    Scratch scratch = Scratch.current();
    long address = scratch.first(path);
    MemorySegment to = scratch.second();
    long result =
        address == 0
            ? -Errno.ENAMETOOLONG
            : SystemCall.call(
                CallNumbers.READLINKAT, directory, address, to.address(), to.byteSize(), 0);
    PosixException.check(result, display);
    return RawName.of(to.asSlice(0, result).toArray(JAVA_BYTE));
  }

  private static FileStatus answer() {
    MemorySegment s = Scratch.current().struct();
    return new FileStatus(
        Short.toUnsignedInt(s.get(JAVA_SHORT, 28)),
        Integer.toUnsignedLong(s.get(JAVA_INT, 20)),
        Integer.toUnsignedLong(s.get(JAVA_INT, 24)),
        s.get(JAVA_LONG, 40),
        s.get(JAVA_LONG, 48),
        Instant.ofEpochSecond(s.get(JAVA_LONG, 112), s.get(JAVA_INT, 120)),
        Instant.ofEpochSecond(s.get(JAVA_LONG, 96), s.get(JAVA_INT, 104)),
        deviceNumber(s.get(JAVA_INT, 136), s.get(JAVA_INT, 140)),
        s.get(JAVA_LONG, 32),
        Integer.toUnsignedLong(s.get(JAVA_INT, 16)),
        deviceNumber(s.get(JAVA_INT, 128), s.get(JAVA_INT, 132)));
  }

  /** Joined as makedev(3) does; its low 32 bits are what mknod takes. */
  private static long deviceNumber(int major, int minor) {
    long high = Integer.toUnsignedLong(major);
    long low = Integer.toUnsignedLong(minor);
    return (high & 0xfff) << 8 | (high & ~0xfffL) << 32 | (low & 0xff) | (low & ~0xffL) << 12;
  }
}

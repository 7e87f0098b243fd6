package io.keepsake.core.posix;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.time.Instant;

/**
 * Sets modes, owners and times. Each returns 0 or the negated errno; none follows a symbolic link,
 * except {@link #mode(int, byte[], int)}, which must not be used on one.
 */
public final class AttributeCalls {

  private static final int SYMLINK_NOFOLLOW = 0x100;
  private static final long OMIT = (1L << 30) - 2;

  private AttributeCalls() {}

  /** Sets the permissions of an open file. */
  public static long mode(int descriptor, int mode) {
    return SystemCall.call(CallNumbers.FCHMOD, descriptor, mode, 0, 0, 0);
  }

  /** Sets the permissions of a name that is known to be no symbolic link. */
  public static long mode(int directory, byte[] name, int mode) {
    long address = Scratch.current().first(name);
    return address == 0
        ? -Errno.ENAMETOOLONG
        : SystemCall.call(CallNumbers.FCHMODAT, directory, address, mode, 0, 0);
  }

  /** Sets the owner of an open file; clears set-id bits. */
  public static long owner(int descriptor, long uid, long gid) {
    return SystemCall.call(CallNumbers.FCHOWN, descriptor, uid, gid, 0, 0);
  }

  /** Sets the owner of a name; clears set-id bits. */
  public static long owner(int directory, byte[] name, long uid, long gid) {
    long address = Scratch.current().first(name);
    return address == 0
        ? -Errno.ENAMETOOLONG
        : SystemCall.call(CallNumbers.FCHOWNAT, directory, address, uid, gid, SYMLINK_NOFOLLOW);
  }

  /** Sets the modification time of an open file; the access time stays. */
  public static long modified(int descriptor, Instant time) {
    return SystemCall.call(CallNumbers.UTIMENSAT, descriptor, 0, times(time), 0, 0);
  }

  /** Sets the modification time of a name; the access time stays. */
  public static long modified(int directory, byte[] name, Instant time) {
    long times = times(time);
    long address = Scratch.current().first(name);
    return address == 0
        ? -Errno.ENAMETOOLONG
        : SystemCall.call(CallNumbers.UTIMENSAT, directory, address, times, SYMLINK_NOFOLLOW, 0);
  }

  private static long times(Instant modified) {
    MemorySegment pair = Scratch.current().struct();
    pair.set(JAVA_LONG, 0, 0);
    pair.set(JAVA_LONG, 8, OMIT);
    pair.set(JAVA_LONG, 16, modified.getEpochSecond());
    pair.set(JAVA_LONG, 24, modified.getNano());
    return pair.address();
  }
}

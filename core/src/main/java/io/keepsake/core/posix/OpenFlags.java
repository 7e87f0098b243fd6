package io.keepsake.core.posix;

/** The flags of open(2) on this processor, to be combined; close-on-exec is always added. */
public final class OpenFlags {
  public static final int READ_ONLY = 0;
  public static final int WRITE_ONLY = 1;
  public static final int READ_WRITE = 2;
  public static final int CREATE = 0100;
  public static final int EXCLUSIVE = 0200;

  /** A file that turns out to be a FIFO or device does not make the open wait. */
  public static final int NON_BLOCKING = 04000;

  public static final int DIRECTORY = CallNumbers.isArm() ? 040000 : 0200000;

  /** Fails with ELOOP, or with DIRECTORY with ENOTDIR, if the last name is a symbolic link. */
  public static final int NO_FOLLOW = CallNumbers.isArm() ? 0100000 : 0400000;

  /** Reading leaves the access time alone; only for the owner and root, EPERM for others. */
  public static final int NO_ACCESS_TIME = 01000000;

  /** Only the place, for calls relative to it; needs no right to read. */
  public static final int PATH_ONLY = 010000000;

  static final int CLOSE_ON_EXEC = 02000000;

  private OpenFlags() {}
}

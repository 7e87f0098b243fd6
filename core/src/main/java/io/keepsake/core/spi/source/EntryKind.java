package io.keepsake.core.spi.source;

/** What an entry is; {@link #code()} is its number in the vault format. */
public enum EntryKind {
  /** A regular file. */
  FILE(0),
  /** A directory. */
  DIRECTORY(1),
  /** A symbolic link. */
  SYMLINK(2),
  /** A named pipe. */
  FIFO(3),
  /** A character device. */
  CHARACTER_DEVICE(4),
  /** A block device. */
  BLOCK_DEVICE(5),
  /** A socket; recorded, never restored. */
  SOCKET(6);

  private static final EntryKind[] BY_CODE = values();

  private final int code;

  EntryKind(int code) {
    this.code = code;
  }

  /** The number that stands for it in a tree. */
  public int code() {
    return code;
  }

  /**
   * The kind with that number.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static EntryKind ofCode(long code) {
    if (code < 0 || code >= BY_CODE.length) {
      throw new IllegalArgumentException("No entry kind has the number " + code);
    }
    return BY_CODE[(int) code];
  }
}

package io.keepsake.core.posix;

import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.EntryKind;
import io.keepsake.core.spi.source.RawName;
import java.time.Instant;

/**
 * What statx(2) tells of a file.
 *
 * @param mode kind and permissions
 * @param uid owner
 * @param gid group
 * @param size bytes; of a symbolic link, of its target
 * @param blocks blocks of 512 bytes that are allocated
 * @param modified mtime
 * @param changed ctime
 * @param device number of the file system, as st_dev
 * @param inode its number there
 * @param links number of names
 * @param deviceId the device a device file stands for, as st_rdev
 */
public record FileStatus(
    int mode,
    long uid,
    long gid,
    long size,
    long blocks,
    Instant modified,
    Instant changed,
    long device,
    long inode,
    long links,
    long deviceId) {

  private static final int KIND_MASK = 0170000;

  /** The entry kind, by the file type bits of the mode. */
  public EntryKind kind() {
    return switch (mode & KIND_MASK) {
      case 0040000 -> EntryKind.DIRECTORY;
      case 0120000 -> EntryKind.SYMLINK;
      case 0010000 -> EntryKind.FIFO;
      case 0020000 -> EntryKind.CHARACTER_DEVICE;
      case 0060000 -> EntryKind.BLOCK_DEVICE;
      case 0140000 -> EntryKind.SOCKET;
      default -> EntryKind.FILE;
    };
  }

  /** The file type bits of a mode for a kind, as mknod(2) takes them. */
  public static int typeBits(EntryKind kind) {
    return switch (kind) {
      case FILE -> 0100000;
      case DIRECTORY -> 0040000;
      case SYMLINK -> 0120000;
      case FIFO -> 0010000;
      case CHARACTER_DEVICE -> 0020000;
      case BLOCK_DEVICE -> 0060000;
      case SOCKET -> 0140000;
    };
  }

  /** Whether both are the same file of the same file system. */
  public boolean isSameFile(EntryAttributes other) {
    return inode == other.inode() && device == other.device();
  }

  /** As an entry of that name. */
  public EntryAttributes attributes(RawName name, RawName linkTarget) {
    EntryKind kind = kind();
    boolean isDevice = kind == EntryKind.CHARACTER_DEVICE || kind == EntryKind.BLOCK_DEVICE;
    return new EntryAttributes(
        name,
        kind,
        mode & 07777,
        Accounts.owner(uid, gid),
        modified,
        changed,
        kind == EntryKind.FILE ? size : 0,
        device,
        inode,
        links,
        isDevice ? deviceId : 0,
        linkTarget);
  }
}

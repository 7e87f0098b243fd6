package io.keepsake.core.spi.source;

import java.time.Instant;

/**
 * What a directory entry is, apart from its content and extended attributes.
 *
 * @param name its name in its directory; empty for the root
 * @param kind what it is
 * @param mode permission bits including set-id and sticky, 0 to 07777
 * @param owner who owns it
 * @param modified when its content changed last
 * @param changed when its attributes changed last (ctime); used to recognise unchanged files, never
 *     restored
 * @param size bytes of a regular file; 0 for everything else
 * @param device the file system it is on; with {@code inode} it tells hard links
 * @param inode its number in that file system
 * @param links number of hard links
 * @param deviceId the device that a device file stands for; 0 for everything else
 * @param linkTarget what a symbolic link points to; empty for everything else
 */
public record EntryAttributes(
    RawName name,
    EntryKind kind,
    int mode,
    Owner owner,
    Instant modified,
    Instant changed,
    long size,
    long device,
    long inode,
    long links,
    long deviceId,
    RawName linkTarget) {

  /**
   * Checks mode and size.
   *
   * @throws IllegalArgumentException if one is out of bounds
   */
  public EntryAttributes {
    if ((mode & ~07777) != 0) {
      throw new IllegalArgumentException("Mode out of bounds: " + Integer.toOctalString(mode));
    }
    if (size < 0 || links < 0) {
      throw new IllegalArgumentException("Negative size or links of " + name);
    }
  }

  /** The same entry under another name. */
  public EntryAttributes withName(RawName newName) {
    return new EntryAttributes(
        newName,
        kind,
        mode,
        owner,
        modified,
        changed,
        size,
        device,
        inode,
        links,
        deviceId,
        linkTarget);
  }

  /** The same entry with another size. */
  public EntryAttributes withSize(long newSize) {
    return new EntryAttributes(
        name,
        kind,
        mode,
        owner,
        modified,
        changed,
        newSize,
        device,
        inode,
        links,
        deviceId,
        linkTarget);
  }
}

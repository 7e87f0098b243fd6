package io.keepsake.core.posix;

import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.EntryKind;
import io.keepsake.core.spi.source.Owner;
import io.keepsake.core.spi.source.RawName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.Principal;
import java.util.Map;

/** Reads attributes through {@code java.nio}: all on Unix, the basic ones elsewhere. */
public final class PortableAttributes {

  private PortableAttributes() {}

  /**
   * What an entry is.
   *
   * @throws IOException if it cannot be read
   */
  public static EntryAttributes read(Path path, RawName name, LinkOption... links)
      throws IOException {
    return path.getFileSystem().supportedFileAttributeViews().contains("unix")
        ? unix(path, name, links)
        : basic(path, name, links);
  }

  private static EntryAttributes unix(Path path, RawName name, LinkOption... links)
      throws IOException {
    Map<String, Object> all = Files.readAttributes(path, "unix:*", links);
    int mode = (int) number(all, "mode");
    EntryKind kind = kind(mode);
    Owner owner =
        new Owner(
            number(all, "uid") & 0xffffffffL,
            number(all, "gid") & 0xffffffffL,
            accountName(all.get("owner")),
            accountName(all.get("group")));
    boolean isDevice = kind == EntryKind.CHARACTER_DEVICE || kind == EntryKind.BLOCK_DEVICE;
    return new EntryAttributes(
        name,
        kind,
        mode & 07777,
        owner,
        ((FileTime) all.get("lastModifiedTime")).toInstant(),
        ((FileTime) all.get("ctime")).toInstant(),
        kind == EntryKind.FILE ? number(all, "size") : 0,
        number(all, "dev"),
        number(all, "ino"),
        number(all, "nlink"),
        isDevice ? number(all, "rdev") : 0,
        linkTarget(path, kind));
  }

  private static EntryAttributes basic(Path path, RawName name, LinkOption... links)
      throws IOException {
    BasicFileAttributes all = Files.readAttributes(path, BasicFileAttributes.class, links);
    EntryKind kind = EntryKind.FILE;
    if (all.isSymbolicLink()) {
      kind = EntryKind.SYMLINK;
    } else if (all.isDirectory()) {
      kind = EntryKind.DIRECTORY;
    }
    int writable = Files.isWritable(path) ? 0200 : 0;
    return new EntryAttributes(
        name,
        kind,
        (kind == EntryKind.DIRECTORY ? 0555 : 0444) | writable,
        Owner.NONE,
        all.lastModifiedTime().toInstant(),
        all.lastModifiedTime().toInstant(),
        kind == EntryKind.FILE ? all.size() : 0,
        0,
        0,
        1,
        0,
        linkTarget(path, kind));
  }

  private static RawName linkTarget(Path path, EntryKind kind) throws IOException {
    return kind == EntryKind.SYMLINK ? PathNames.text(Files.readSymbolicLink(path)) : RawName.EMPTY;
  }

  private static long number(Map<String, Object> all, String key) {
    return all.get(key) instanceof Number number ? number.longValue() : 0;
  }

  private static String accountName(Object principal) {
    String name = principal instanceof Principal p ? p.getName() : "";
    return name.chars().allMatch(Character::isDigit) ? "" : name;
  }

  private static EntryKind kind(int mode) {
    return switch (mode & 0170000) {
      case 0040000 -> EntryKind.DIRECTORY;
      case 0120000 -> EntryKind.SYMLINK;
      case 0010000 -> EntryKind.FIFO;
      case 0020000 -> EntryKind.CHARACTER_DEVICE;
      case 0060000 -> EntryKind.BLOCK_DEVICE;
      case 0140000 -> EntryKind.SOCKET;
      default -> EntryKind.FILE;
    };
  }
}

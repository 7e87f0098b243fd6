package io.keepsake.core.target;

import io.keepsake.core.posix.DirectoryCalls;
import io.keepsake.core.posix.Errno;
import io.keepsake.core.posix.FileCalls;
import io.keepsake.core.posix.FileStatus;
import io.keepsake.core.posix.OpenFlags;
import io.keepsake.core.posix.PosixException;
import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.EntryKind;
import io.keepsake.core.spi.source.ExtendedAttribute;
import io.keepsake.core.spi.source.RawName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes symbolic links, FIFOs and devices under a temporary name. */
final class NativeSpecials {

  private static final int OWNER_ONLY = 0600;

  private final NativeMetadata metadata;

  NativeSpecials(NativeMetadata metadata) {
    this.metadata = metadata;
  }

  /** What the user may not make is the returned problem; then there is nothing of that name. */
  List<RestoreProblem> make(int directory, RawName temporary, EntryAttributes entry, String path)
      throws IOException {
    byte[] name = temporary.bytes();
    long result =
        entry.kind() == EntryKind.SYMLINK
            ? DirectoryCalls.makeSymlink(entry.linkTarget().bytes(), directory, name)
            : DirectoryCalls.makeNode(
                directory,
                name,
                FileStatus.typeBits(entry.kind()) | OWNER_ONLY,
                entry.deviceId() & 0xffffffffL);
    if (result == -Errno.EPERM || result == -Errno.EOPNOTSUPP) {
      return List.of(new RestoreProblem(path, refused(entry.kind(), result)));
    }
    PosixException.check(result, path);
    return List.of();
  }

  private static String refused(EntryKind kind, long result) {
    boolean device = kind == EntryKind.CHARACTER_DEVICE || kind == EntryKind.BLOCK_DEVICE;
    return device && result == -Errno.EPERM
        ? "The device was not restored: only root may make devices."
        : "It was not restored: " + Errno.text((int) -result) + ".";
  }

  /** Puts its attributes back. */
  List<RestoreProblem> finish(
      int directory,
      RawName temporary,
      EntryAttributes entry,
      List<ExtendedAttribute> extended,
      String path)
      throws IOException {
    if (entry.kind() == EntryKind.SYMLINK) {
      byte[] itself = place(directory, temporary.bytes());
      return metadata.apply(directory, temporary, itself, entry, extended, path);
    }
    int flags = OpenFlags.PATH_ONLY | OpenFlags.NO_FOLLOW;
    long node = PosixException.check(FileCalls.open(directory, temporary.bytes(), flags, 0), path);
    try {
      // Through its descriptor, because chmod by name would follow a link put in its place.
      byte[] itself = place((int) node, new byte[0]);
      return metadata.apply(directory, temporary, itself, entry, extended, path);
    } finally {
      FileCalls.close((int) node);
    }
  }

  /** A path by way of an open descriptor, of a name in it or, if that is empty, of itself. */
  static byte[] place(int descriptor, byte[] name) {
    String slash = name.length == 0 ? "" : "/";
    byte[] prefix = ("/proc/self/fd/" + descriptor + slash).getBytes(StandardCharsets.US_ASCII);
    byte[] path = new byte[prefix.length + name.length];
    System.arraycopy(prefix, 0, path, 0, prefix.length);
    System.arraycopy(name, 0, path, prefix.length, name.length);
    return path;
  }
}

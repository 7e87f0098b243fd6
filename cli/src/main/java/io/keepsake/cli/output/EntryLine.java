package io.keepsake.cli.output;

import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.EntryKind;
import io.keepsake.core.spi.source.Owner;
import io.keepsake.core.vault.SnapshotEntry;

/** An entry of a snapshot as one line, as {@code ls -l} has it. */
public final class EntryLine {

  private static final String RIGHTS = "rwxrwxrwx";

  private EntryLine() {}

  /** Mode, owner, size, time, path, and where a symbolic link points to. */
  public static String of(SnapshotEntry entry) {
    EntryAttributes attributes = entry.attributes();
    Owner owner = attributes.owner();
    String line =
        "%s %-8s %-8s %10s %s %s"
            .formatted(
                mode(attributes.kind(), attributes.mode()),
                owner.user().isEmpty() ? owner.uid() : owner.user(),
                owner.group().isEmpty() ? owner.gid() : owner.group(),
                Human.size(attributes.size()),
                Human.time(attributes.modified()),
                entry.path());
    return attributes.kind() == EntryKind.SYMLINK ? line + " -> " + attributes.linkTarget() : line;
  }

  static String mode(EntryKind kind, int mode) {
    StringBuilder text = new StringBuilder();
    text.append(
        switch (kind) {
          case FILE -> '-';
          case DIRECTORY -> 'd';
          case SYMLINK -> 'l';
          case FIFO -> 'p';
          case CHARACTER_DEVICE -> 'c';
          case BLOCK_DEVICE -> 'b';
          case SOCKET -> 's';
        });
    for (int i = 0; i < 9; i++) {
      text.append((mode & (0400 >> i)) != 0 ? RIGHTS.charAt(i) : '-');
    }
    special(text, 3, (mode & 04000) != 0, 's');
    special(text, 6, (mode & 02000) != 0, 's');
    special(text, 9, (mode & 01000) != 0, 't');
    return text.toString();
  }

  private static void special(StringBuilder text, int at, boolean set, char letter) {
    if (set) {
      text.setCharAt(at, text.charAt(at) == 'x' ? letter : Character.toUpperCase(letter));
    }
  }
}

package io.keepsake.benchmarks.scale;

import io.keepsake.core.format.Content;
import io.keepsake.core.format.TreeEntry;
import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.EntryKind;
import io.keepsake.core.spi.source.Owner;
import io.keepsake.core.spi.source.RawName;
import java.time.Instant;
import java.util.List;

/** Entries as of a photographer's disk. */
final class Entries {

  private static final Owner OWNER = new Owner(1_000, 1_000, "photographer", "photographer");
  private static final Instant BEGIN = Instant.parse("2026-05-01T12:00:00.123456789Z");
  private static final long DEVICE = 66_306;

  private long inode = 1_000;

  TreeEntry file(String name, Content content, long size) {
    return entry(RawName.of(name), EntryKind.FILE, 0644, content, size);
  }

  TreeEntry directory(String name, Content listing) {
    return entry(RawName.of(name), EntryKind.DIRECTORY, 0755, listing, 0);
  }

  TreeEntry root(Content listing) {
    return entry(RawName.EMPTY, EntryKind.DIRECTORY, 0755, listing, 0);
  }

  private TreeEntry entry(RawName name, EntryKind kind, int mode, Content content, long size) {
    inode++;
    Instant time = BEGIN.plusSeconds(inode);
    EntryAttributes attributes =
        new EntryAttributes(
            name, kind, mode, OWNER, time, time, size, DEVICE, inode, 1, 0, RawName.EMPTY);
    return new TreeEntry(attributes, List.of(), content);
  }
}

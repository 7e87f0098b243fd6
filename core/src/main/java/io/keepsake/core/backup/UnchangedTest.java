package io.keepsake.core.backup;

import io.keepsake.core.format.CborReader;
import io.keepsake.core.format.Content;
import io.keepsake.core.format.Content.StoredExtent;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.TreeEntry;
import io.keepsake.core.index.ChunkIndex;
import io.keepsake.core.snapshot.ChunkReader;
import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.EntryKind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Whether a file is the one that the previous snapshot has, told without reading it: by kind, size,
 * inode and both times. A file that changed while the previous backup ran, or just before, is not
 * trusted: a later change within the same tick of the file system's clock would not show.
 */
final class UnchangedTest {

  private static final Duration CLOCK_TICK = Duration.ofMillis(20);

  private final ChunkIndex index;
  private final ChunkReader treeChunks;
  private final Instant trustedBefore;

  UnchangedTest(ChunkIndex index, ChunkReader treeChunks, Instant previousBackup) {
    this.index = index;
    this.treeChunks = treeChunks;
    this.trustedBefore = previousBackup.minus(CLOCK_TICK);
  }

  /** Whether the file need not be read: it is the same, and all its chunks are in the vault. */
  boolean isUnchanged(TreeEntry before, EntryAttributes now) {
    return before.attributes().kind() == EntryKind.FILE
        && before.attributes().size() == now.size()
        && before.attributes().modified().equals(now.modified())
        && sameInode(before.attributes(), now)
        && now.changed().isBefore(trustedBefore)
        && isStored(before.content());
  }

  /** Whether nothing about an entry changed, its extended attributes among it. */
  boolean sameInode(EntryAttributes before, EntryAttributes now) {
    return before.kind() == now.kind()
        && before.inode() == now.inode()
        && before.changed().equals(now.changed())
        && now.changed().isBefore(trustedBefore);
  }

  private boolean isStored(Content content) {
    return switch (content) {
      case Content.Dense(byte[] ids) -> areStored(ids);
      case Content.Sparse(List<StoredExtent> extents) ->
          extents.stream().allMatch(extent -> areStored(extent.ids()));
      case Content.Indirect(byte[] treeIds) -> areStored(treeIds) && extentsAreStored(treeIds);
    };
  }

  private boolean extentsAreStored(byte[] treeIds) {
    try {
      for (int i = 0; i < treeIds.length / Hash.BYTES; i++) {
        CborReader in = new CborReader(treeChunks.chunk(treeIds, i));
        while (!in.atEnd()) {
          if (!areStored(StoredExtent.decode(in).ids())) {
            return false;
          }
        }
      }
      return true;
    } catch (IOException e) {
      return false; // it is read again, and so stored again
    }
  }

  private boolean areStored(byte[] ids) {
    for (int i = 0; i < ids.length / Hash.BYTES; i++) {
      if (!index.contains(ids, i)) {
        return false;
      }
    }
    return true;
  }
}

package io.keepsake.core.prune;

import io.keepsake.core.format.Content;
import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.SnapshotManifest;
import io.keepsake.core.format.TreeEntry;
import io.keepsake.core.index.ChunkSet;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.repository.TreeReading;
import io.keepsake.core.snapshot.ChunkReader;
import io.keepsake.core.snapshot.ContentIds;
import io.keepsake.core.snapshot.TreeVisitor;
import io.keepsake.core.snapshot.TreeWalker;
import io.keepsake.core.spi.source.EntryKind;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The chunks that snapshots refer to. What a snapshot refers to never changes, so each is walked
 * once, however often one looks; what one that is gone meanwhile referred to counts too.
 */
final class NeededChunks implements TreeVisitor, AutoCloseable {

  private final Repository repository;
  private final ChunkSet chunks;
  private final Set<Hash> snapshots = new HashSet<>();
  private final ChunkSet directories;
  private ChunkReader trees = (_, _) -> new byte[0];
  private String snapshot = "";

  NeededChunks(Repository repository) {
    this.repository = repository;
    this.chunks = new ChunkSet(repository.indexSpace());
    this.directories = new ChunkSet(repository.indexSpace());
  }

  /** All of them so far. */
  ChunkSet chunks() {
    return chunks;
  }

  /**
   * Walks the trees of the snapshots that were not walked yet.
   *
   * @throws FormatException if anything of them cannot be read or found
   */
  void include(Look look) throws IOException {
    if (snapshots.containsAll(look.snapshots().keySet())) {
      return;
    }
    try (TreeReading reading = repository.openTrees(look.index(), Purpose.PRUNE)) {
      trees = reading;
      for (Map.Entry<Hash, SnapshotManifest> each : look.snapshots().entrySet()) {
        if (!snapshots.contains(each.getKey())) {
          snapshot = each.getKey().hex();
          new TreeWalker(reading).walk(each.getValue().root(), this);
          snapshots.add(each.getKey());
        }
      }
    }
  }

  @Override
  public void close() {
    chunks.close();
    directories.close();
  }

  @Override
  public Descent enter(String path, TreeEntry directory) throws IOException {
    if (!(directory.content() instanceof Content.Dense(byte[] ids))) {
      throw new FormatException(path + " in snapshot " + snapshot + " is no directory");
    }
    boolean known = true;
    for (int i = 0; i < ids.length / Hash.BYTES; i++) {
      chunks.add(ids, i);
      known &= !directories.addIfAbsent(ids, i);
    }
    return known ? Descent.SKIP : Descent.ENTER; // all of its chunks were listed before
  }

  @Override
  public void leaf(String path, TreeEntry entry) throws IOException {
    if (entry.attributes().kind() == EntryKind.FILE) {
      ContentIds.tell(entry.content(), trees, this::need);
    }
  }

  private void need(byte[] ids) throws IOException {
    for (int i = 0; i < ids.length / Hash.BYTES; i++) {
      chunks.add(ids, i);
    }
  }

  @Override
  public void leave(String path, TreeEntry directory) {
    // Nothing is kept for a directory.
  }

  @Override
  public void unreadable(String path, TreeEntry directory, IOException cause) throws IOException {
    throw new FormatException(
        "the listing of %s in snapshot %s cannot be read, so that nobody knows what it needs: %s; nothing was deleted. 'keepsake repair' may mend it, or forget the snapshot"
            .formatted(path, snapshot, cause.getMessage()));
  }
}

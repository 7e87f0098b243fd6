package io.keepsake.core.prune;

import io.keepsake.core.format.CborReader;
import io.keepsake.core.format.Content;
import io.keepsake.core.format.Content.StoredExtent;
import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.SnapshotManifest;
import io.keepsake.core.format.TreeEntry;
import io.keepsake.core.index.ChunkLocation;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.repository.TreeReading;
import io.keepsake.core.snapshot.TreeVisitor;
import io.keepsake.core.snapshot.TreeWalker;
import io.keepsake.core.spi.source.EntryKind;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the packs that snapshots need: all that hold a chunk of theirs, but those condemned ones
 * whose chunk is in a sure place as well.
 */
final class NeededPacks implements TreeVisitor {

  private final Look look;
  private final Set<Hash> condemned;
  private final int minimum;
  private final TreeReading trees;
  private final Map<Hash, Set<String>> namedAt;
  private final Set<Hash> needed = new HashSet<>();
  private final Set<ByteBuffer> walked = new HashSet<>();
  private String snapshot = "";

  private NeededPacks(Look look, Set<Hash> condemned, int minimum, TreeReading trees) {
    this.look = look;
    this.condemned = condemned;
    this.minimum = minimum;
    this.trees = trees;
    this.namedAt = look.namedAt();
  }

  /**
   * Walks the trees of all snapshots.
   *
   * @param condemned packs that were put on record before, so that nobody refers to them any more
   * @throws FormatException if anything that a snapshot refers to cannot be read or found
   */
  static Set<Hash> of(Repository repository, Look look, Set<Hash> condemned) throws IOException {
    try (TreeReading trees = repository.openTrees(look.index(), Purpose.PRUNE)) {
      NeededPacks walk = new NeededPacks(look, condemned, repository.replicas().minimum(), trees);
      for (Map.Entry<Hash, SnapshotManifest> each : look.snapshots().entrySet()) {
        walk.snapshot = each.getKey().hex();
        new TreeWalker(trees).walk(each.getValue().root(), walk);
      }
      return walk.needed;
    }
  }

  @Override
  public Descent enter(String path, TreeEntry directory) throws IOException {
    if (!(directory.content() instanceof Content.Dense(byte[] ids))) {
      throw new FormatException(path + " in snapshot " + snapshot + " is no directory");
    }
    if (!walked.add(ByteBuffer.wrap(ids))) {
      return Descent.SKIP; // the same as one that was walked
    }
    need(ids);
    return Descent.ENTER;
  }

  @Override
  public void leaf(String path, TreeEntry entry) throws IOException {
    if (entry.attributes().kind() != EntryKind.FILE) {
      return;
    }
    switch (entry.content()) {
      case Content.Dense(byte[] ids) -> need(ids);
      case Content.Sparse(List<StoredExtent> extents) -> {
        for (StoredExtent extent : extents) {
          need(extent.ids());
        }
      }
      case Content.Indirect(byte[] treeIds) -> {
        need(treeIds);
        for (int i = 0; i < treeIds.length / Hash.BYTES; i++) {
          CborReader in = new CborReader(trees.chunk(treeIds, i));
          while (!in.atEnd()) {
            need(StoredExtent.decode(in).ids());
          }
        }
      }
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

  private void need(byte[] ids) throws FormatException {
    for (int i = 0; i < ids.length / Hash.BYTES; i++) {
      List<Hash> places =
          look.index().findAll(ids, i).stream()
              .map(ChunkLocation::pack)
              .map(pack -> pack.hash())
              .filter(look::isLive)
              .toList();
      if (places.isEmpty()) {
        throw new FormatException(
            "snapshot %s needs a chunk that no pack is known to have; nothing was deleted. See 'keepsake verify', and 'keepsake repair' or forget the snapshot"
                .formatted(snapshot));
      }
      boolean sure = places.stream().anyMatch(this::isSure);
      for (Hash pack : places) {
        if (!sure || !condemned.contains(pack)) {
          needed.add(pack);
        }
      }
    }
  }

  /** Whether a pack is where writers look for it, with an index object, and on no record. */
  private boolean isSure(Hash pack) {
    if (condemned.contains(pack) || !look.packs().containsKey(pack)) {
      return false;
    }
    Set<String> holders = new HashSet<>(look.packs().get(pack).whole().lengths().keySet());
    holders.retainAll(look.listed());
    holders.retainAll(namedAt.getOrDefault(pack, Set.of()));
    return holders.size() >= minimum;
  }
}

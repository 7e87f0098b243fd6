package io.keepsake.core.vault;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.format.Content;
import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.format.TreeEntry;
import io.keepsake.core.index.ChunkIndex;
import io.keepsake.core.index.ChunkLocation;
import io.keepsake.core.repository.IndexLoader;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.repository.TreeReading;
import io.keepsake.core.snapshot.ContentIds;
import io.keepsake.core.snapshot.TreeVisitor;
import io.keepsake.core.snapshot.TreeWalker;
import io.keepsake.core.spi.source.EntryKind;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * What the snapshots that are not forgotten need: themselves, all packs with a chunk of theirs, and
 * everything that is neither a pack nor a snapshot.
 */
final class NeededObjects implements TreeVisitor {

  private final ChunkIndex index;
  private final TreeReading trees;
  private final Set<ObjectName> needed = new HashSet<>();
  private final Set<ByteBuffer> walked = new HashSet<>();

  private NeededObjects(ChunkIndex index, TreeReading trees) {
    this.index = index;
    this.trees = trees;
  }

  /**
   * Reads all snapshots and trees. Where a part cannot be read, nobody knows what it needs:
   * everything counts as needed then, and the listener is told of the damage.
   *
   * @throws IOException if too few stores answer, or on an interrupt
   */
  static Predicate<ObjectName> of(Repository repository, VaultListener listener)
      throws IOException {
    AtomicBoolean damaged = new AtomicBoolean();
    VaultListener telling =
        event -> {
          if (event instanceof VaultEvent.DamageFound) {
            damaged.set(true);
          }
          listener.on(event);
        };
    List<SnapshotCatalog.Entry> snapshots =
        new SnapshotCatalog(repository, telling).all(Purpose.VERIFY);
    ChunkIndex index = new IndexLoader(repository, Purpose.VERIFY, 1).forReading();
    try (TreeReading trees = repository.openTrees(index, Purpose.VERIFY)) {
      NeededObjects walk = new NeededObjects(index, trees);
      for (SnapshotCatalog.Entry each : snapshots) {
        ObjectName name = ObjectNames.snapshot(each.id());
        walk.needed.add(name);
        try {
          new TreeWalker(trees).walk(each.manifest().root(), walk);
        } catch (FormatException e) {
          telling.on(new VaultEvent.DamageFound("", name.value(), e.getMessage()));
        }
      }
      return damaged.get() ? _ -> true : walk::isNeeded;
    }
  }

  private boolean isNeeded(ObjectName name) {
    String value = name.value();
    boolean optional =
        value.startsWith(ObjectNames.PACKS) || value.startsWith(ObjectNames.SNAPSHOTS);
    return !optional || needed.contains(name);
  }

  @Override
  public Descent enter(String path, TreeEntry directory) throws IOException {
    if (!(directory.content() instanceof Content.Dense(byte[] ids))) {
      throw new FormatException(path + " is no directory");
    }
    if (!walked.add(ByteBuffer.wrap(ids))) {
      return Descent.SKIP; // the same as one that was walked
    }
    need(path, ids);
    return Descent.ENTER;
  }

  @Override
  public void leaf(String path, TreeEntry entry) throws IOException {
    if (entry.attributes().kind() == EntryKind.FILE) {
      ContentIds.tell(entry.content(), trees, ids -> need(path, ids));
    }
  }

  @Override
  public void leave(String path, TreeEntry directory) {
    // Nothing is kept for a directory.
  }

  private void need(String path, byte[] ids) throws FormatException {
    for (int i = 0; i < ids.length / Hash.BYTES; i++) {
      List<ChunkLocation> places = index.findAll(ids, i);
      if (places.isEmpty()) {
        throw new FormatException("no pack has a part of " + path);
      }
      places.forEach(place -> needed.add(ObjectNames.pack(place.pack().hash())));
    }
  }
}

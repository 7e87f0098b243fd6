package io.keepsake.cli.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.vault.BackupResult;
import io.keepsake.core.vault.RestoreRequest;
import io.keepsake.core.vault.RestoreResult;
import io.keepsake.core.vault.Snapshot;
import io.keepsake.core.vault.SnapshotId;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VerifyReport.Finding;
import io.keepsake.core.vault.VerifyRequest;
import io.keepsake.core.vault.VerifyRequest.Depth;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must hold of a vault after a backup of the scene's source was stopped, wherever.
 *
 * @param scene what there was
 * @param vault what is left
 */
record Aftermath(CrashScene scene, CrashVault vault) {

  /** Trees, index and snapshot: what a backup stores although all chunks are there. */
  private static final long METADATA_BYTES = 256 << 10;

  /** Checks it, and deletes the vault. */
  void check() throws IOException {
    boolean indexed = isNew("index/");
    boolean committed = isNew("snapshots/");
    String poorer = vault.objects("a").size() < vault.objects("b").size() ? "a" : "b";
    SnapshotId next;
    try (Vault open = vault.open(TrappedPlugins.harmless())) {
      requireNamedExactly(open, Depth.DATA);
      List<SnapshotId> snapshots = open.snapshots().stream().map(Snapshot::id).toList();
      assertEquals(committed ? 2 : 1, snapshots.size());
      assertEquals(scene.first(), snapshots.getFirst());
      requireRestores(open, snapshots.getFirst(), scene.firstSource());
      if (committed) {
        requireRestores(open, snapshots.getLast(), scene.source());
      }
      next = backUpAgain(open, indexed);
      requireNamedExactly(open, Depth.STRUCTURE);
    }
    requireWholeAt(poorer, next);
    Trees.delete(vault.directory());
  }

  private boolean isNew(String prefix) throws IOException {
    Set<String> added = new HashSet<>(vault.objects());
    added.removeAll(scene.before());
    return added.stream().anyMatch(name -> name.startsWith(prefix));
  }

  /** Verifying finds no damage, and tells what one of two stores lacks. */
  private void requireNamedExactly(Vault open, Depth depth) throws IOException {
    Set<Finding> expected = new HashSet<>();
    for (String store : CrashVault.STORES) {
      Set<String> missing = new HashSet<>(vault.objects());
      missing.removeAll(vault.objects(store));
      missing.stream()
          .filter(name -> !name.startsWith("packs/")) // nothing refers to them yet
          .filter(name -> !name.startsWith("sessions/")) // that of the process that was killed
          .forEach(name -> expected.add(new Finding(store, name, "is missing")));
    }
    List<Finding> found = open.verify(new VerifyRequest(depth, 100), VaultListener.NONE).findings();
    assertEquals(expected, Set.copyOf(found));
    assertEquals(expected.size(), found.size(), "nothing is told twice");
  }

  /** What an index object names is not stored again, and what was not named not twice. */
  private SnapshotId backUpAgain(Vault open, boolean indexed) throws IOException {
    BackupResult next = CrashVault.backup(open, scene.source());
    assertEquals(0, next.snapshot().skipped());
    assertEquals(CrashVault.STORES, next.completeStores());
    assertEquals(Map.of(), next.droppedStores());
    assertTrue(next.newChunks() <= (indexed ? 0 : scene.newChunks()), next::toString);
    long most = indexed ? METADATA_BYTES : scene.bytesStored() + METADATA_BYTES;
    assertTrue(next.bytesStored() <= most, next::toString);
    return next.snapshot().id();
  }

  /** A store that a backup calls complete is enough to restore it. */
  private void requireWholeAt(String store, SnapshotId snapshot) throws IOException {
    try (Vault open = vault.open(TrappedPlugins.harmless(), List.of(store))) {
      VerifyRequest structure = new VerifyRequest(Depth.STRUCTURE, 100);
      assertEquals(List.of(), open.verify(structure, VaultListener.NONE).findings());
      requireRestores(open, snapshot, scene.source());
    }
  }

  private void requireRestores(Vault open, SnapshotId snapshot, Path expected) throws IOException {
    Path target = scene.fresh();
    RestoreResult result = open.restore(RestoreRequest.all(snapshot, target), VaultListener.NONE);
    assertEquals(0, result.problems());
    Trees.requireSame(expected, below(target, scene.source()));
    Trees.delete(target);
  }

  /** Where a restore puts what was at an absolute path. */
  static Path below(Path target, Path path) {
    return target.resolve(path.getRoot().relativize(path));
  }
}

package io.keepsake.cli.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.vault.Attribution;
import io.keepsake.core.vault.PruneRequest;
import io.keepsake.core.vault.PruneResult;
import io.keepsake.core.vault.RepairRequest;
import io.keepsake.core.vault.RepairRequest.Action;
import io.keepsake.core.vault.RepairRequest.Depth;
import io.keepsake.core.vault.Snapshot;
import io.keepsake.core.vault.SnapshotId;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultPruning;
import io.keepsake.core.vault.VaultRepair;
import io.keepsake.core.vault.VaultRetention;
import io.keepsake.testkit.storage.Calls;
import io.keepsake.testkit.storage.Fault;
import io.keepsake.testkit.storage.Gate;
import io.keepsake.testkit.storage.Operation;
import io.keepsake.testkit.storage.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A vault with three snapshots, of which some may be forgotten, and what is done with it. */
abstract class ThreeBackups {

  static final Attribution WHY = new Attribution("host", "user", "a test");

  @TempDir Path directory;
  final FaultyPlugins plugins = new FaultyPlugins();
  VaultPlace place;
  Path source;
  final List<SnapshotId> ids = new ArrayList<>();

  /** Three snapshots, each with a file of its own. */
  @BeforeEach
  void backUpThreeTimes() throws IOException {
    source = Trees.small(directory.resolve("source"), 1);
    place = new VaultPlace(directory.resolve("stores"), plugins);
    try (Vault vault = place.create()) {
      for (int i = 0; i < 3; i++) {
        Files.write(source.resolve("added"), Trees.random(i, 50_000));
        ids.add(VaultPlace.backup(vault, source).snapshot().id());
      }
    }
  }

  /** From now on such calls to these stores, of the vault that was opened last, are refused. */
  void fail(Calls calls, String... stores) {
    for (String id : stores) {
      plugins.fail(id, calls, Times.always(), Kind.DENIED);
    }
  }

  /** From now on such calls to all stores of that vault wait at a gate. */
  void hold(Calls calls, Gate gate) {
    hold(calls, Times.always(), gate);
  }

  /** The same for some of these calls. */
  void hold(Calls calls, Times times, Gate gate) {
    VaultPlace.IDS.forEach(id -> plugins.inject(id, calls, times, new Fault.Waits(gate)));
  }

  static Calls puts(String prefix) {
    return Calls.to(Operation.PUT).named("^" + prefix);
  }

  void move(String from, String to) throws IOException {
    Path stores = directory.resolve("stores");
    Files.move(stores.resolve(from), stores.resolve(to));
  }

  static VaultPruning of(Vault vault) {
    return new VaultPruning(vault, "pruner", "user", VaultListener.NONE);
  }

  static PruneResult prune(Vault vault) throws VaultException {
    return of(vault).prune(PruneRequest.waiting(Duration.ZERO));
  }

  void forget(SnapshotId... forgotten) throws VaultException {
    try (Vault vault = place.open()) {
      new VaultRetention(vault, VaultListener.NONE).forget(List.of(forgotten), WHY);
    }
  }

  /**
   * Two snapshots more with the same file in directories of other names; the first is forgotten.
   */
  void forgetHalfOfAnIndexObject() throws IOException {
    Path other = Files.createDirectory(directory.resolve("other"));
    Files.write(other.resolve("kept"), Trees.random(77, 50_000));
    SnapshotId first;
    try (Vault vault = place.open()) {
      first = VaultPlace.backup(vault, other).snapshot().id();
      Path moved = Files.move(other, directory.resolve("moved"));
      Files.write(moved.resolve("more"), Trees.random(78, 100));
      VaultPlace.backup(vault, moved);
    }
    forget(first);
  }

  void repair() throws VaultException {
    VaultRepair.run(
        place.settings(2, "one", "two", "three"),
        new RepairRequest(Depth.LISTING, Action.APPLY, Optional.empty()),
        plugins,
        VaultListener.NONE);
  }

  long bytes(String store) throws IOException {
    long sum = 0;
    for (String name : place.store(store).names("packs/")) {
      sum += place.store(store).read(name).length;
    }
    return sum;
  }

  /**
   * Makes a pack of two large files, of which one was deleted before the last snapshot, the only
   * one that is left.
   */
  void needHalfOfAPack() throws IOException {
    Files.write(source.resolve("kept"), Trees.random(50, 400_000));
    Files.write(source.resolve("gone"), Trees.random(51, 600_000));
    try (Vault vault = place.open()) {
      ids.add(VaultPlace.backup(vault, source).snapshot().id());
      Files.delete(source.resolve("gone"));
      ids.add(VaultPlace.backup(vault, source).snapshot().id());
    }
    forget(ids.get(0), ids.get(1), ids.get(2), ids.get(3));
  }

  /** Whole, in one piece, and restorable from each store alone. */
  void requireSound(Vault vault, int snapshots) throws IOException {
    assertEquals(Set.of(), VaultPlace.named(VaultPlace.verify(vault)));
    assertEquals(snapshots, vault.snapshots().size());
    Map<String, String> expected = Trees.contents(source);
    for (String id : VaultPlace.IDS) {
      try (Vault alone = place.open(id)) {
        for (Snapshot snapshot : alone.snapshots()) {
          Path target = Files.createTempDirectory(directory, "restored");
          assertEquals(0, VaultPlace.restore(alone, snapshot, target).problems(), id);
          if (snapshot.id().equals(ids.getLast())) {
            assertEquals(expected, Trees.contents(VaultPlace.below(target, source)), id);
          }
        }
      }
    }
  }

  void requireNoTraces() throws IOException {
    for (String id : VaultPlace.IDS) {
      assertEquals(List.of(), place.store(id).names("sessions/"), id);
      assertEquals(List.of(), place.store(id).names("condemned/"), id);
    }
  }
}

package io.keepsake.cli.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.vault.BackupResult;
import io.keepsake.core.vault.PruneRequest;
import io.keepsake.core.vault.RepairRequest;
import io.keepsake.core.vault.RepairRequest.Action;
import io.keepsake.core.vault.RepairRequest.Depth;
import io.keepsake.core.vault.Snapshot;
import io.keepsake.core.vault.SnapshotId;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultRepair;
import io.keepsake.core.vault.VaultRetention;
import io.keepsake.core.vault.VaultSession;
import io.keepsake.testkit.storage.Calls;
import io.keepsake.testkit.storage.Gate;
import io.keepsake.testkit.storage.Operation;
import io.keepsake.testkit.storage.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What a backup, a hold or a provider was said to have stays true whatever is pruned. */
final class PruningPromisesTest extends ThreeBackups {

  private void requireRestorableAlone(String store, SnapshotId id) throws IOException {
    try (Vault alone = place.open(store)) {
      Snapshot snapshot = alone.snapshot(id.hex());
      Path target = Files.createTempDirectory(directory, "restored");
      assertEquals(0, VaultPlace.restore(alone, snapshot, target).problems(), store);
    }
  }

  /**
   * A chunk that is condemned, and that a backup of three stores refers to all the same, since it
   * began before; another backup, which did not reach the third store, stored it anew.
   *
   * @return the snapshot that all three have
   */
  private SnapshotId replaceAtTwo() throws Exception {
    forget(ids.get(1));
    Files.write(source.resolve("added"), Trees.random(1, 50_000)); // what is forgotten, again
    Gate writing = new Gate();
    try (Vault pruner = place.open();
        Vault slow = place.open();
        ExecutorService thread = Executors.newSingleThreadExecutor()) {
      hold(puts("snapshots/"), writing);
      Future<BackupResult> backup = thread.submit(() -> VaultPlace.backup(slow, source));
      writing.awaitArrivals(3);
      assertEquals(1, prune(pruner).waitingFor().size());
      try (Vault other = place.open()) {
        fail(Calls.all(), "three");
        assertTrue(VaultPlace.backup(other, source).newChunks() > 0);
      }
      writing.open();
      BackupResult result = backup.get();
      assertEquals(VaultPlace.IDS, result.completeStores());
      return result.snapshot().id();
    } finally {
      writing.open();
    }
  }

  @Test
  void whatAStoreHasWholeItKeepsUntilItHasTheReplacement() throws Exception {
    SnapshotId whole = replaceAtTwo();
    try (Vault vault = place.open()) {
      of(vault).prune(PruneRequest.waiting(Duration.ZERO).withUnusedPercent(100));
    }
    for (String store : VaultPlace.IDS) {
      requireRestorableAlone(store, whole);
    }
    try (Vault vault = place.open()) {
      prune(vault);
    }
    for (String store : VaultPlace.IDS) {
      requireRestorableAlone(store, whole);
    }
  }

  @Test
  void aStoreThatWasAwayMeanwhileKeepsIt() throws Exception {
    SnapshotId whole = replaceAtTwo();
    move("three", "away");
    try (Vault vault = place.open()) {
      assertTrue(prune(vault).packs() > 0);
    }
    move("away", "three");
    try (Vault vault = place.open()) {
      assertTrue(prune(vault).pending().containsKey("three"));
    }
    requireRestorableAlone("three", whole);
    repair();
    try (Vault vault = place.open()) {
      prune(vault);
      prune(vault);
    }
    for (String store : VaultPlace.IDS) {
      requireRestorableAlone(store, whole);
      assertEquals(List.of(), place.store(store).names("swept/"), store);
    }
  }

  /**
   * Whatever led to it that the others do not know a snapshot: nobody deletes what was not asked.
   */
  @Test
  void nothingGoesFromAStoreWhoseSnapshotsCannotBeListed() throws IOException {
    String snapshot = "snapshots/" + ids.get(1).hex();
    byte[] content = place.store("three").read(snapshot);
    forget(ids.get(1));
    place.store("three").write(snapshot, content);
    for (String tombstone : place.store("three").names("forgotten/")) {
      place.store("three").delete(tombstone);
    }
    Set<String> packs = Set.copyOf(place.store("three").names("packs/"));
    try (Vault vault = place.open()) {
      fail(Calls.to(Operation.LIST).named("^snapshots/").purpose(Purpose.PRUNE), "three");
      assertTrue(prune(vault).packs() > 0);
    }
    assertEquals(packs, Set.copyOf(place.store("three").names("packs/")));
    requireRestorableAlone("three", ids.get(1));
  }

  /**
   * With its header it would count among those that show everything, and shows what one other knew.
   */
  @Test
  void anEmptiedStoreDoesNotCountWhileOthersAreAway() throws IOException {
    try (Vault vault = place.open()) {
      fail(Calls.all(), "three");
      Files.write(source.resolve("added"), Trees.random(1, 50_000)); // what is forgotten below
      ids.add(VaultPlace.backup(vault, source).snapshot().id());
    }
    plugins.heal();
    Path stores = directory.resolve("stores");
    Files.move(stores.resolve("one"), stores.resolve("dead"));
    Files.createDirectory(stores.resolve("one"));
    plugins.failOnceOpened("two", Calls.all(), Kind.UNAVAILABLE);
    VaultRepair.run(
        place.settings(2, "one", "two", "three"),
        new RepairRequest(Depth.LISTING, Action.APPLY, Optional.empty()),
        plugins,
        VaultListener.NONE);
    assertFalse(Files.exists(stores.resolve("one/keepsake.json")), "it counts");
    plugins.heal();
    repair();
    assertTrue(Files.exists(stores.resolve("one/keepsake.json")));
    for (String store : VaultPlace.IDS) {
      requireRestorableAlone(store, ids.getLast());
    }
  }

  /** Whoever ends the session has not seen the snapshot, and says so only later. */
  @Test
  void whatMayBecomeVoidCannotBeHeld() throws Exception {
    Gate writing = new Gate();
    Gate fencing = new Gate();
    try (Vault holder = place.open();
        ExecutorService threads = Executors.newCachedThreadPool();
        Vault slow = place.open()) {
      hold(puts("snapshots/"), writing);
      Files.write(source.resolve("added"), Trees.random(8, 50_000));
      Future<BackupResult> backup = threads.submit(() -> VaultPlace.backup(slow, source));
      writing.awaitArrivals(3);
      try (Vault sleeper = place.open()) {
        hold(puts("fences/"), Times.from(2), fencing);
        VaultSession session = of(holder).sessions().getFirst();
        Future<VaultSession> ending = threads.submit(() -> of(sleeper).fence(session.id()));
        fencing.awaitArrivals(3);
        writing.open();
        assertThrows(ExecutionException.class, backup::get);
        Set<String> known = new HashSet<>();
        ids.forEach(id -> known.add("snapshots/" + id.hex()));
        SnapshotId made =
            place.store("one").names("snapshots/").stream()
                .filter(name -> !known.contains(name))
                .map(name -> new SnapshotId(name.substring("snapshots/".length())))
                .findFirst()
                .orElseThrow();
        VaultException e =
            assertThrows(
                VaultException.class,
                () -> new VaultRetention(holder, VaultListener.NONE).hold(made, WHY));
        assertEquals(VaultException.Kind.FENCED, e.kind(), e.getMessage());
        fencing.open();
        ending.get();
        assertFalse(holder.snapshots().stream().anyMatch(each -> each.id().equals(made)));
      }
    } finally {
      writing.open();
      fencing.open();
    }
  }

  @Test
  void whatOneProviderHasOnlyIsNotHeldForSure() throws IOException {
    for (String id : List.of("two", "three")) {
      place.store(id).delete("snapshots/" + ids.get(1).hex());
    }
    try (Vault vault = place.open()) {
      VaultException e =
          assertThrows(
              VaultException.class,
              () -> new VaultRetention(vault, VaultListener.NONE).hold(ids.get(1), WHY));
      assertEquals(VaultException.Kind.TOO_FEW_COPIES, e.kind(), e.getMessage());
      repair();
      new VaultRetention(vault, VaultListener.NONE).hold(ids.get(1), WHY);
    }
  }

  @Test
  void anEndOfAHoldThatOneProviderKnowsIsToldToTheOthers() throws IOException {
    try (Vault vault = place.open()) {
      VaultRetention retention = new VaultRetention(vault, VaultListener.NONE);
      retention.hold(ids.get(1), WHY);
      fail(puts("holds/"), "two", "three");
      assertThrows(VaultException.class, () -> retention.release(ids.get(1), WHY));
      plugins.heal();
    }
    assertEquals(2, place.store("one").names("holds/").size());
    assertEquals(1, place.store("two").names("holds/").size());
    forget(ids.get(1));
    assertEquals(2, place.store("two").names("holds/").size(), "whoever looks there sees no end");
  }
}

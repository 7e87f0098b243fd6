package io.keepsake.cli.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.vault.Attribution;
import io.keepsake.core.vault.ForgetResult;
import io.keepsake.core.vault.RepairRequest;
import io.keepsake.core.vault.RepairRequest.Action;
import io.keepsake.core.vault.RepairRequest.Depth;
import io.keepsake.core.vault.Snapshot;
import io.keepsake.core.vault.SnapshotId;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is forgotten stays so, and what is held stays, whatever providers do meanwhile. */
final class ForgettingTest {

  private static final Attribution WHY = new Attribution("host", "user", "a test");

  @TempDir private Path directory;
  private final FaultyPlugins plugins = new FaultyPlugins();
  private VaultPlace place;
  private Path source;
  private final List<SnapshotId> ids = new ArrayList<>();

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

  private static VaultRetention of(Vault vault) {
    return new VaultRetention(vault, VaultListener.NONE);
  }

  private static List<SnapshotId> listed(Vault vault) throws VaultException {
    return vault.snapshots().stream().map(Snapshot::id).toList();
  }

  private boolean isAt(String store, SnapshotId id) throws IOException {
    return !place.store(store).names("snapshots/" + id.hex()).isEmpty();
  }

  private void repair(Depth depth) throws VaultException {
    VaultRepair.run(
        place.settings(2, "one", "two", "three"),
        new RepairRequest(depth, Action.APPLY, Optional.empty()),
        plugins,
        VaultListener.NONE);
  }

  @Test
  void aStoreThatFailsToDeleteLosesItLater() throws IOException {
    try (Vault vault = place.open()) {
      plugins.fail(
          "two", Calls.to(Operation.DELETE), Times.always(), StoreException.Kind.UNAVAILABLE);
      ForgetResult result = of(vault).forget(List.of(ids.getFirst()), WHY);
      assertEquals(Set.of("two"), result.pending().keySet());
      assertEquals(ids.subList(1, 3), listed(vault));
    }
    plugins.heal();
    repair(Depth.DATA);
    assertTrue(isAt("two", ids.getFirst()));
    assertFalse(isAt("one", ids.getFirst()));
    try (Vault vault = place.open()) {
      assertEquals(ids.subList(1, 3), listed(vault));
      assertTrue(vault.status().isWhole());
      assertEquals(Set.of(), VaultPlace.named(VaultPlace.verify(vault)));
      ForgetResult result = of(vault).forget(List.of(), WHY);
      assertEquals(1, result.finished());
      assertFalse(isAt("two", ids.getFirst()));
    }
  }

  @Test
  void aStoreThatWasAwayIsNotToBringItBack() throws IOException {
    Path stores = directory.resolve("stores");
    Files.move(stores.resolve("three"), stores.resolve("away"));
    try (Vault vault = place.open()) {
      of(vault).forget(ids.subList(0, 2), WHY);
    }
    Files.move(stores.resolve("away"), stores.resolve("three"));
    try (Vault vault = place.open()) {
      assertEquals(ids.subList(2, 3), listed(vault));
      VaultPlace.backup(vault, source); // brings the third store up to the others
      assertTrue(vault.status().isWhole());
    }
    repair(Depth.LISTING);
    for (String store : List.of("one", "two")) {
      assertFalse(isAt(store, ids.getFirst()), store);
    }
    assertEquals(place.store("one").names("forgotten/"), place.store("three").names("forgotten/"));
    assertEquals(2, place.store("three").names("forgotten/").size());
    try (Vault alone = place.open("three")) { // it has the tombstones now
      assertEquals(2, listed(alone).size());
      assertEquals(2, alone.stats().snapshots());
    }
  }

  @Test
  void nothingIsDecidedByTooFewProviders() throws IOException {
    Path stores = directory.resolve("stores");
    Files.move(stores.resolve("three"), stores.resolve("away"));
    try (Vault vault = place.open()) {
      plugins.fail(
          "two",
          Calls.to(Operation.LIST).named("^holds/"),
          Times.always(),
          StoreException.Kind.DENIED);
      VaultException e =
          assertThrows(VaultException.class, () -> of(vault).forget(List.of(ids.getFirst()), WHY));
      assertEquals(VaultException.Kind.TOO_FEW_COPIES, e.kind());
      assertThrows(VaultException.class, () -> of(vault).hold(ids.getFirst(), WHY));
      plugins.heal();
    }
    assertTrue(isAt("one", ids.getFirst()));
    assertEquals(List.of(), place.store("one").names("forgotten/"));
    assertEquals(List.of(), place.store("one").names("holds/"));
  }

  @Test
  void anotherMachineHoldsWhileOneForgets() throws Exception {
    SnapshotId id = ids.getFirst();
    Gate gate = new Gate();
    try (Vault forgetting = place.open();
        ExecutorService thread = Executors.newSingleThreadExecutor()) {
      for (String store : VaultPlace.IDS) { // behind its first look
        plugins.inject(
            store,
            Calls.to(Operation.PUT).purpose(Purpose.PRUNE).named("^forgotten/"),
            new Fault.Waits(gate));
      }
      Future<ForgetResult> result =
          thread.submit(() -> of(forgetting).forget(List.of(id, ids.get(1)), WHY));
      gate.awaitArrivals(3);
      try (Vault holding = place.open()) {
        of(holding).hold(id, WHY);
      }
      gate.open();
      assertEquals(List.of(id), result.get().held());
      assertEquals(List.of(ids.get(1)), result.get().forgotten());
    }
    try (Vault vault = place.open()) {
      assertEquals(List.of(id, ids.get(2)), listed(vault));
      for (String store : VaultPlace.IDS) {
        assertTrue(isAt(store, id), store);
      }
      place.store("two").delete("snapshots/" + id.hex());
    }
    repair(Depth.LISTING);
    assertTrue(isAt("two", id), "what is held is healed, tombstone or not");
    try (Vault vault = place.open()) {
      assertEquals(Set.of(), VaultPlace.named(VaultPlace.verify(vault)));
      of(vault).release(id, WHY);
      assertEquals(ids.subList(2, 3), listed(vault));
      assertEquals(1, of(vault).forget(List.of(), WHY).finished());
      assertFalse(isAt("one", id));
    }
  }

  @Test
  void whoHoldsWhatIsForgottenAtTheSameMomentIsTold() throws Exception {
    SnapshotId id = ids.getFirst();
    Gate gate = new Gate();
    try (Vault holding = place.open();
        ExecutorService thread = Executors.newSingleThreadExecutor()) {
      for (String store : VaultPlace.IDS) {
        plugins.inject(store, Calls.to(Operation.PUT).named("^holds/"), new Fault.Waits(gate));
      }
      Future<VaultException> refused =
          thread.submit(() -> assertThrows(VaultException.class, () -> of(holding).hold(id, WHY)));
      gate.awaitArrivals(3);
      try (Vault forgetting = place.open()) {
        assertEquals(List.of(id), of(forgetting).forget(List.of(id), WHY).forgotten());
      }
      gate.open();
      assertEquals(VaultException.Kind.NO_SUCH_SNAPSHOT, refused.get().kind());
    }
  }

  @Test
  void aNameThatSomebodyMadeUpDeletesNothing() throws IOException {
    SnapshotId id = ids.getFirst();
    String forged = "forgotten/" + id.hex() + "-" + "ab".repeat(32);
    Files.createDirectories(directory.resolve("stores/one/forgotten"));
    place.store("one").write(forged, new byte[100]);
    repair(Depth.LISTING);
    try (Vault vault = place.open()) {
      assertEquals(ids, listed(vault));
      assertEquals(0, of(vault).forget(List.of(), WHY).finished());
      assertTrue(VaultPlace.named(VaultPlace.verify(vault)).contains(" " + forged));
    }
    for (String store : VaultPlace.IDS) {
      assertTrue(isAt(store, id), store);
    }
  }

  @Test
  void aHoldThatIsDamagedHolds() throws IOException {
    SnapshotId id = ids.getFirst();
    try (Vault vault = place.open()) {
      of(vault).hold(id, WHY);
    }
    for (String store : VaultPlace.IDS) {
      place.store(store).flip(place.store(store).first("holds/"), 60);
    }
    try (Vault vault = place.open()) {
      VaultException e =
          assertThrows(VaultException.class, () -> of(vault).forget(List.of(id), WHY));
      assertEquals(VaultException.Kind.HELD, e.kind());
      assertEquals("(the hold is damaged)", of(vault).holds().getFirst().reason());
      of(vault).release(id, WHY);
      assertEquals(List.of(), of(vault).holds());
    }
  }
}

package io.keepsake.cli.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.vault.PruneRequest;
import io.keepsake.core.vault.PruneResult;
import io.keepsake.core.vault.RestoreResult;
import io.keepsake.core.vault.Snapshot;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
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
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is needed of packs that are little used moves to new ones, and nobody notices. */
final class RepackingTest extends ThreeBackups {

  private static final PruneRequest NOTHING_MOVED =
      PruneRequest.waiting(Duration.ZERO).withUnusedPercent(100);

  @BeforeEach
  void begin() throws IOException {
    needHalfOfAPack();
  }

  @Test
  void whatIsWastedGoesAndWhatIsNeededStays() throws IOException {
    try (Vault vault = place.open()) {
      of(vault).prune(NOTHING_MOVED);
      long before = bytes("one");
      PruneResult would = of(vault).preview(PruneRequest.waiting(Duration.ZERO));
      assertTrue(would.repacked().packs() > 0 && would.packs() > 0, would.toString());
      assertEquals(before, bytes("one"));
      PruneResult did = prune(vault);
      assertEquals(would.repacked(), did.repacked());
      assertEquals(would.packs(), did.packs());
      assertTrue(before - bytes("one") >= 600_000, before + " " + bytes("one"));
      requireNoTraces();
      requireSound(vault, 1);
      assertTrue(vault.status().isWhole());
      assertEquals(0, prune(vault).repacked().packs(), "nothing is left to move");
    }
  }

  @Test
  void asLittleIsMovedAsIsAskedFor() throws IOException {
    try (Vault vault = place.open()) {
      PruneRequest limited = PruneRequest.waiting(Duration.ZERO).withMostRepackedBytes(900_000);
      assertEquals(0, of(vault).preview(limited.withMostRepackedBytes(0)).repacked().packs());
      PruneResult did = of(vault).prune(limited);
      assertTrue(did.repacked().read() <= 900_000, did.toString());
      requireSound(vault, 1);
    }
  }

  @Test
  void aRunThatEndsInTheMiddleIsFinishedByTheNext() throws IOException {
    try (Vault vault = place.open()) {
      for (String id : VaultPlace.IDS) {
        plugins.fail(id, Calls.to(Operation.PUT).named("^condemned/"), Times.always(), Kind.DENIED);
      }
      assertThrows(VaultException.class, () -> prune(vault));
      plugins.heal();
    }
    try (Vault vault = place.open()) {
      long before = bytes("one");
      of(vault).fenceOlderThan(Duration.ZERO);
      PruneResult did = prune(vault);
      assertTrue(did.packs() > 0, did.toString());
      assertTrue(before - bytes("one") >= 600_000);
      assertEquals(0, prune(vault).repacked().packs());
      requireSound(vault, 1);
    }
  }

  /** Then that store would lose what it has whole; it goes once the new pack is there too. */
  @Test
  void nothingGoesFromAStoreThatDoesNotTakeTheNewPack() throws IOException {
    try (Vault vault = place.open()) {
      of(vault).prune(NOTHING_MOVED);
      Set<String> before = Set.copyOf(place.store("three").names("packs/"));
      plugins.fail("three", Calls.to(Operation.PUT).named("^packs/"), Times.always(), Kind.CORRUPT);
      prune(vault);
      plugins.heal();
      assertEquals(before, Set.copyOf(place.store("three").names("packs/")));
      try (Vault alone = place.open("three")) {
        Path target = Files.createTempDirectory(directory, "restored");
        assertEquals(0, VaultPlace.restore(alone, alone.snapshot("latest"), target).problems());
      }
    }
    repair();
    try (Vault vault = place.open()) {
      assertTrue(prune(vault).packs() > 0);
      repair();
      requireSound(vault, 1);
    }
  }

  @Test
  void aDamagedPackIsNotMoved() throws IOException {
    try (Vault vault = place.open()) {
      of(vault).prune(NOTHING_MOVED);
      Set<String> damaged = new HashSet<>();
      for (String id : VaultPlace.IDS) {
        for (String pack : place.store(id).names("packs/")) {
          if (place.store(id).read(pack).length > 900_000) {
            place.store(id).flip(pack, 500_000);
            damaged.add(pack);
          }
        }
      }
      assertEquals(1, damaged.size());
      prune(vault);
      assertTrue(place.store("one").names("packs/").containsAll(damaged), "it may be mended");
    }
  }

  /** As where objects are locked: that says nothing of what else the provider does. */
  @Test
  void aProviderThatRefusesToDeleteTakesPartAllTheSame() throws IOException {
    try (Vault vault = place.open()) {
      fail(Calls.to(Operation.DELETE).named("^packs/"), "three");
      PruneResult did = prune(vault);
      assertEquals(Set.of("three"), did.pending().keySet());
      assertTrue(did.repacked().packs() > 0, did.toString());
      for (String pack : place.store("one").names("packs/")) {
        assertTrue(place.store("three").names("packs/").contains(pack), pack);
      }
      plugins.heal();
      prune(vault);
      prune(vault);
      requireSound(vault, 1);
      assertEquals(place.store("one").names("packs/"), place.store("three").names("packs/"));
    }
  }

  /** It has read the index, and finds it changed when it comes to the packs. */
  @Test
  void aRestoreThatRunsFindsWhatMoves() throws Exception {
    Gate gate = new Gate();
    try (Vault pruner = place.open();
        Vault vault = place.open();
        ExecutorService thread = Executors.newSingleThreadExecutor()) {
      hold(Calls.to(Operation.GET).named("^packs/"), gate);
      Snapshot snapshot = vault.snapshot("latest");
      Path target = directory.resolve("restored");
      Future<RestoreResult> restore =
          thread.submit(() -> VaultPlace.restore(vault, snapshot, target));
      gate.awaitArrivals(1);
      assertTrue(prune(pruner).repacked().packs() > 0);
      gate.open();
      assertEquals(0, restore.get().problems());
      assertEquals(Trees.contents(source), Trees.contents(VaultPlace.below(target, source)));
      assertEquals(List.of(), place.store("one").names("sessions/"));
    } finally {
      gate.open();
    }
  }
}

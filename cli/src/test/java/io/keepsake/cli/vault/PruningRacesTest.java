package io.keepsake.cli.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.vault.BackupResult;
import io.keepsake.core.vault.PruneResult;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultSession;
import io.keepsake.testkit.storage.Gate;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Backups and other prunings at the same moment. */
final class PruningRacesTest extends ThreeBackups {

  @Test
  void aBackupThatRunsIsWaitedFor() throws Exception {
    forget(ids.get(1));
    Gate gate = new Gate();
    try (Vault writing = place.open();
        Vault vault = place.open();
        ExecutorService thread = Executors.newSingleThreadExecutor()) {
      // The plugins know the stores of the vault that was opened last; so that one writes.
      hold(puts("packs/"), gate);
      Files.write(source.resolve("added"), Trees.random(1, 50_000)); // what is forgotten, again
      Future<BackupResult> backup = thread.submit(() -> VaultPlace.backup(vault, source));
      gate.awaitArrivals(1);
      PruneResult waits = prune(writing);
      assertEquals(0, waits.packs());
      assertEquals(List.of("host"), hosts(waits.waitingFor()));
      assertEquals(List.of("host"), hosts(of(writing).sessions()));
      gate.open();
      ids.add(backup.get().snapshot().id());
      assertEquals(List.of(), of(writing).sessions());
      PruneResult did = prune(writing);
      assertTrue(did.complete(), did.toString());
      requireSound(writing, 3);
    }
  }

  private static List<String> hosts(List<VaultSession> sessions) {
    return sessions.stream().map(each -> each.note().orElseThrow().host()).toList();
  }

  @Test
  void whatIsCondemnedIsStoredAgain() throws Exception {
    forget(ids.get(0), ids.get(1), ids.get(2));
    Gate gate = new Gate();
    try (Vault other = place.open();
        Vault vault = place.open();
        ExecutorService thread = Executors.newSingleThreadExecutor()) {
      hold(puts("swept/"), gate);
      Future<PruneResult> pruning = thread.submit(() -> prune(vault));
      gate.awaitArrivals(3);
      BackupResult result = VaultPlace.backup(other, source);
      assertTrue(result.newChunks() > 0, "it referred to what is condemned");
      ids.add(result.snapshot().id());
      gate.open();
      assertTrue(pruning.get().packs() > 0);
      requireSound(other, 1);
      prune(other);
      requireSound(other, 1);
    }
  }

  @Test
  void aBackupThatWasFencedDoesNotCount() throws Exception {
    forget(ids.get(0), ids.get(1), ids.get(2));
    Gate gate = new Gate();
    try (Vault other = place.open();
        Vault vault = place.open();
        ExecutorService thread = Executors.newSingleThreadExecutor()) {
      hold(puts("snapshots/"), gate);
      Future<BackupResult> backup = thread.submit(() -> VaultPlace.backup(vault, source));
      gate.awaitArrivals(3);
      VaultSession session = of(other).sessions().getFirst();
      assertEquals(1, prune(other).waitingFor().size());
      of(other).fence(session.abbreviated());
      PruneResult did = prune(other);
      assertTrue(did.complete() && did.packs() > 0, did.toString());
      gate.open();
      VaultException e =
          assertThrows(
              VaultException.class,
              () -> {
                try {
                  backup.get();
                } catch (java.util.concurrent.ExecutionException failure) {
                  throw (VaultException) failure.getCause();
                }
              });
      assertEquals(VaultException.Kind.FENCED, e.kind(), e.getMessage());
      assertFalse(place.store("one").names("snapshots/").isEmpty(), "it was put");
      assertEquals(List.of(), other.snapshots());
      assertEquals(Set.of(), VaultPlace.named(VaultPlace.verify(other)));
      ids.add(VaultPlace.backup(other, source).snapshot().id());
      prune(other);
      requireSound(other, 1);
    }
  }

  @Test
  void anotherPrunerIsNotDisturbed() throws Exception {
    forget(ids.get(1));
    Gate gate = new Gate();
    try (Vault other = place.open();
        Vault vault = place.open();
        ExecutorService thread = Executors.newSingleThreadExecutor()) {
      hold(puts("condemned/"), gate);
      Future<PruneResult> pruning = thread.submit(() -> prune(vault));
      gate.awaitArrivals(3);
      VaultException e = assertThrows(VaultException.class, () -> prune(other));
      assertEquals(VaultException.Kind.FENCED, e.kind());
      of(other).fence(of(other).sessions().getFirst().id());
      gate.open();
      assertThrows(java.util.concurrent.ExecutionException.class, pruning::get);
      assertTrue(prune(other).packs() > 0);
      requireSound(other, 2);
    }
  }
}

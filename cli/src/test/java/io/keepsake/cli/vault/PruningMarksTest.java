package io.keepsake.cli.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.vault.BackupResult;
import io.keepsake.core.vault.ForgetResult;
import io.keepsake.core.vault.PruneRequest;
import io.keepsake.core.vault.PruneResult;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultRetention;
import io.keepsake.testkit.storage.Calls;
import io.keepsake.testkit.storage.Gate;
import io.keepsake.testkit.storage.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What prunings write down counts only where nobody can miss it, and nothing else is relied on. */
final class PruningMarksTest extends ThreeBackups {

  private int holders(String name) throws IOException {
    int holders = 0;
    for (String id : VaultPlace.IDS) {
      holders += place.store(id).names("").contains(name) ? 1 : 0;
    }
    return holders;
  }

  @Test
  void whatAFenceAdmitsIsWhereNobodyCanMissIt() throws IOException {
    forget(ids.get(0), ids.get(1));
    try (Vault vault = place.open()) {
      fail(puts("swept/"), "two", "three");
      assertThrows(VaultException.class, () -> prune(vault));
      List<String> swept = place.store("one").names("swept/");
      assertFalse(swept.isEmpty());
      plugins.heal();
    }
    try (Vault vault = place.open()) {
      of(vault).fence(of(vault).sessions().getFirst().id());
      for (String name : place.store("one").names("swept/")) {
        assertTrue(holders(name) >= 2, name);
      }
      prune(vault);
      requireSound(vault, 1);
    }
  }

  /** It listed the snapshots before one was forgotten, and slept while another began to prune. */
  @Test
  void aPrunerThatWasFencedTakesBackNoRecordOfAnother() throws Exception {
    Gate asleep = new Gate();
    Gate sweeping = new Gate();
    try (Vault writer = place.open();
        Vault second = place.open();
        ExecutorService threads = Executors.newCachedThreadPool()) {
      hold(puts("swept/"), sweeping);
      Vault first = place.open();
      try (first) {
        hold(Calls.to(Operation.LIST).named("^condemned/"), asleep);
        Future<PruneResult> sleeper = threads.submit(() -> prune(first));
        asleep.awaitArrivals(3);
        new VaultRetention(writer, VaultListener.NONE).forget(List.of(ids.get(1)), WHY);
        of(second).fence(of(second).sessions().getFirst().id());
        Future<PruneResult> pruning = threads.submit(() -> prune(second));
        sweeping.awaitArrivals(3);
        asleep.open();
        assertThrows(ExecutionException.class, sleeper::get);
        Files.write(source.resolve("added"), Trees.random(1, 50_000)); // what was forgotten
        BackupResult result = VaultPlace.backup(writer, source);
        ids.add(result.snapshot().id());
        sweeping.open();
        assertTrue(pruning.get().packs() > 0);
        requireSound(writer, 3);
      } finally {
        asleep.open();
        sweeping.open();
      }
    }
  }

  /** Forgets the second snapshot as far as one provider knows it. */
  private void forgetAtOneOnly() throws VaultException {
    try (Vault vault = place.open()) {
      fail(puts("forgotten/"), "two", "three");
      assertThrows(
          VaultException.class,
          () -> new VaultRetention(vault, VaultListener.NONE).forget(List.of(ids.get(1)), WHY));
      plugins.heal();
    }
  }

  /** Holds it as somebody whom that provider does not answer; refused if it was forgotten. */
  private boolean holdWithoutThatOne(Vault vault) throws VaultException {
    try {
      new VaultRetention(vault, VaultListener.NONE).hold(ids.get(1), WHY);
      return true;
    } catch (VaultException e) {
      assertEquals(VaultException.Kind.NO_SUCH_SNAPSHOT, e.kind(), e.getMessage());
      return false;
    }
  }

  @Test
  void whatIsHeldIsNotPrunedThoughOneProviderCallsItForgotten() throws Exception {
    forgetAtOneOnly();
    Gate sweeping = new Gate();
    try (Vault holder = place.open();
        ExecutorService thread = Executors.newSingleThreadExecutor()) {
      fail(Calls.all(), "one");
      try (Vault vault = place.open()) {
        hold(puts("swept/"), sweeping);
        Future<PruneResult> pruning = thread.submit(() -> prune(vault));
        sweeping.awaitArrivals(3);
        boolean held = holdWithoutThatOne(holder);
        sweeping.open();
        assertTrue(pruning.get().packs() > 0);
        assertFalse(held, "what it needs was pruned");
      } finally {
        sweeping.open();
      }
    }
  }

  @Test
  void whatIsHeldIsNotDeletedThoughOneProviderCallsItForgotten() throws Exception {
    forgetAtOneOnly();
    Gate deleting = new Gate();
    try (Vault holder = place.open();
        ExecutorService thread = Executors.newSingleThreadExecutor()) {
      fail(Calls.all(), "one");
      try (Vault vault = place.open()) {
        hold(Calls.to(Operation.DELETE).named("^snapshots/"), deleting);
        Future<ForgetResult> forgetting =
            thread.submit(
                () ->
                    new VaultRetention(vault, VaultListener.NONE).forget(List.of(ids.get(0)), WHY));
        deleting.awaitArrivals(3);
        boolean held = holdWithoutThatOne(holder);
        deleting.open();
        forgetting.get();
        assertFalse(held, "it was deleted");
      } finally {
        deleting.open();
      }
    }
  }

  @Test
  void aHoldThatCameFirstKeepsWhatOneProviderCallsForgotten() throws Exception {
    forgetAtOneOnly();
    try (Vault holder = place.open()) {
      fail(Calls.all(), "one");
      assertTrue(holdWithoutThatOne(holder));
    }
    plugins.heal();
    try (Vault vault = place.open()) {
      new VaultRetention(vault, VaultListener.NONE).forget(List.of(ids.get(0)), WHY);
      prune(vault);
      repair();
      requireSound(vault, 2);
    }
  }

  /** Whatever brought it about: what a snapshot needs, and only swept packs have, is kept. */
  @Test
  void whatIsSweptAndNeededAllTheSameIsNotDeleted() throws IOException {
    String snapshot = "snapshots/" + ids.get(1).hex();
    byte[] content = place.store("one").read(snapshot);
    forget(ids.get(1));
    try (Vault vault = place.open()) {
      fail(Calls.to(Operation.DELETE).named("^packs/"), "one", "two", "three");
      assertTrue(prune(vault).packs() > 0);
      plugins.heal();
    }
    Map<String, List<String>> packs = new HashMap<>();
    for (String id : VaultPlace.IDS) {
      place.store(id).write(snapshot, content);
      for (String tombstone : place.store(id).names("forgotten/")) {
        place.store(id).delete(tombstone);
      }
      packs.put(id, place.store(id).names("packs/"));
    }
    try (Vault vault = place.open()) {
      VaultException e = assertThrows(VaultException.class, () -> prune(vault));
      assertEquals(VaultException.Kind.DAMAGED, e.kind(), e.getMessage());
    }
    for (String id : VaultPlace.IDS) {
      assertEquals(packs.get(id), place.store(id).names("packs/"), id);
    }
  }

  /** It has the old index objects, and not yet those that took their place. */
  @Test
  void aStoreThatIsBackKeepsItsIndexUntilItHasTheNewOne() throws IOException {
    forgetHalfOfAnIndexObject();
    move("three", "away");
    try (Vault vault = place.open()) {
      PruneResult did = prune(vault);
      assertTrue(did.packs() > 0 && did.indexes() > 0, did.toString());
    }
    move("away", "three");
    try (Vault vault = place.open()) {
      prune(vault);
      try (Vault alone = place.open("three")) {
        Path target = Files.createTempDirectory(directory, "restored");
        assertEquals(0, VaultPlace.restore(alone, alone.snapshot("latest"), target).problems());
      }
    }
    repair();
    try (Vault vault = place.open()) {
      prune(vault);
      prune(vault);
      requireSound(vault, 4);
      assertEquals(List.of(), place.store("three").names("swept/"));
    }
  }

  @Test
  void aDamagedIndexObjectThatIsSweptDisturbsNobody() throws IOException {
    forget(ids.get(0), ids.get(1));
    List<String> before = place.store("three").names("index/");
    move("three", "away");
    try (Vault vault = place.open()) {
      assertTrue(prune(vault).indexes() > 0);
    }
    move("away", "three");
    for (String index : before) {
      if (!place.store("one").names("index/").contains(index)) {
        place.store("three").flip(index, 60);
      }
    }
    try (Vault vault = place.open()) {
      Path target = Files.createTempDirectory(directory, "restored");
      assertEquals(0, VaultPlace.restore(vault, vault.snapshot("latest"), target).problems());
    }
  }

  @Test
  void aPrunerThatCouldNotSignOffDoesNotHoldUpTheNext() throws IOException {
    forget(ids.get(0), ids.get(2));
    try (Vault vault = place.open()) {
      fail(Calls.to(Operation.DELETE).named("^sessions/"), "three");
      assertTrue(prune(vault).packs() > 0);
      plugins.heal();
    }
    assertFalse(place.store("three").names("sessions/").isEmpty());
    forget(ids.get(1));
    try (Vault vault = place.open()) {
      assertTrue(prune(vault).packs() > 0);
      repair(); // the fence by which it signed off is not at the third
      requireSound(vault, 0);
    }
  }

  /** Its copies that were cut off end no session. */
  @Test
  void aSnapshotThatTooFewHaveWholeEndsNoSessionForAll() throws IOException {
    try (Vault vault = place.open()) {
      fail(Calls.to(Operation.DELETE).named("^sessions/"), "one", "two", "three");
      Files.write(source.resolve("added"), Trees.random(9, 50_000));
      ids.add(VaultPlace.backup(vault, source).snapshot().id());
      plugins.heal();
    }
    String snapshot = "snapshots/" + ids.getLast().hex();
    byte[] whole = place.store("one").read(snapshot);
    place.store("two").write(snapshot, Arrays.copyOf(whole, whole.length / 2));
    place.store("three").write(snapshot, Arrays.copyOf(whole, whole.length / 3));
    try (Vault vault = place.open()) {
      prune(vault);
    }
    assertFalse(place.store("one").names("sessions/").isEmpty());
  }

  private long large(String store) throws IOException {
    long large = 0;
    for (String name : place.store(store).names("packs/")) {
      large += place.store(store).read(name).length >= 50_000 ? 1 : 0;
    }
    return large;
  }

  /** A pack is sure to be found where an index object names it: at one of the three. */
  @Test
  void whatIsCondemnedStaysWhileItsOtherCopyCanHardlyBeFound() throws Exception {
    forget(ids.get(1));
    Gate writing = new Gate();
    try (Vault other = place.open();
        Vault slow = place.open();
        ExecutorService thread = Executors.newSingleThreadExecutor()) {
      hold(puts("snapshots/"), writing);
      Future<BackupResult> backup = thread.submit(() -> VaultPlace.backup(slow, source));
      writing.awaitArrivals(3);
      assertEquals(1, prune(other).waitingFor().size(), "it condemns, and waits");
      List<String> known = place.store("one").names("index/");
      Files.write(source.resolve("added"), Trees.random(1, 50_000)); // what is condemned
      ids.add(VaultPlace.backup(other, source).snapshot().id());
      writing.open();
      backup.get();
      long before = large("two");
      for (String id : List.of("two", "three")) {
        for (String index : place.store(id).names("index/")) {
          if (!known.contains(index)) {
            place.store(id).delete(index);
          }
        }
      }
      of(other).prune(PruneRequest.waiting(Duration.ZERO).withUnusedPercent(100));
      assertEquals(before, large("two"));
      prune(other); // now it is moved
      repair();
      requireSound(other, 4);
    } finally {
      writing.open();
    }
  }
}

package io.keepsake.cli.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.vault.PruneRequest;
import io.keepsake.core.vault.PruneResult;
import io.keepsake.core.vault.Snapshot;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultRetention;
import io.keepsake.testkit.storage.Call;
import io.keepsake.testkit.storage.Calls;
import io.keepsake.testkit.storage.FaultyStore;
import io.keepsake.testkit.storage.Operation;
import io.keepsake.testkit.storage.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What nobody needs goes, what anybody needs stays. */
final class PruningTest extends ThreeBackups {

  @Test
  void whatIsForgottenGivesItsSpaceBack() throws IOException {
    forget(ids.get(0), ids.get(1));
    long before = bytes("one");
    try (Vault vault = place.open()) {
      PruneResult would = of(vault).preview(PruneRequest.waiting(Duration.ZERO));
      assertEquals(before, bytes("one"));
      PruneResult did = prune(vault);
      assertEquals(would.packs(), did.packs());
      assertTrue(did.complete(), did.toString());
      assertEquals(Set.copyOf(VaultPlace.IDS), did.space().keySet());
      for (String id : VaultPlace.IDS) {
        assertTrue(before - bytes(id) >= 50_000, id + " has " + bytes(id) + " of " + before);
      }
      requireNoTraces();
      requireSound(vault, 1);
      assertTrue(vault.status().isWhole());
      PruneResult again = prune(vault);
      assertEquals(0, again.packs() + again.indexes());
      for (String id : VaultPlace.IDS) {
        assertEquals(List.of(), place.store(id).names("swept/"), id);
      }
      requireSound(vault, 1);
    }
  }

  /** Who can write to a provider can make names, and cannot seal what is under them. */
  @Test
  void namesThatSomebodyMadeUpPruneNothing() throws IOException {
    List<FaultyStore> opened = new ArrayList<>();
    plugins.onceOpened("one", opened::add);
    try (Vault vault = place.open()) {
      ids.add(VaultPlace.backup(vault, source).snapshot().id());
    }
    String session =
        opened.getFirst().log().stream()
            .map(Call::name)
            .filter(name -> name.startsWith("sessions/"))
            .map(name -> name.substring("sessions/".length()))
            .findFirst()
            .orElseThrow();
    String made = "ab".repeat(32);
    List<String> packs = place.store("one").names("packs/");
    forge("fences/" + session + "-" + made);
    forge("condemned/" + made);
    for (String pack : packs) {
      forge("swept/" + pack.substring("packs/00/".length()) + "-" + made);
    }
    repair();
    try (Vault vault = place.open()) {
      assertEquals(0, prune(vault).packs());
      assertEquals(ids, vault.snapshots().stream().map(Snapshot::id).toList());
      for (Snapshot snapshot : vault.snapshots()) {
        Path target = Files.createTempDirectory(directory, "restored");
        assertEquals(0, VaultPlace.restore(vault, snapshot, target).problems());
      }
    }
    for (String id : VaultPlace.IDS) {
      assertEquals(packs, place.store(id).names("packs/"), id);
    }
  }

  /** Records of what is swept name hashes alone. */
  @Test
  void anIndexObjectThatSomebodyPutAmongThePacksIsNotSwept() throws IOException {
    for (String index : place.store("one").names("index/")) {
      String hash = index.substring("index/".length());
      forge("packs/%s/%s".formatted(hash.substring(0, 2), hash), place.store("one").read(index));
    }
    forget(ids.get(1));
    try (Vault vault = place.open()) {
      assertTrue(prune(vault).packs() > 0);
      requireSound(vault, 2);
      prune(vault);
      requireSound(vault, 2);
    }
  }

  private void forge(String name) throws IOException {
    forge(name, new byte[100]);
  }

  private void forge(String name, byte[] content) throws IOException {
    Path file = directory.resolve("stores/one").resolve(name);
    Files.createDirectories(file.getParent());
    place.store("one").write(name, content);
  }

  @Test
  void nothingGoesWhereNothingIsForgotten() throws IOException {
    Map<String, Map<String, String>> before = place.everything();
    try (Vault vault = place.open()) {
      PruneResult did = prune(vault);
      assertEquals(0, did.packs() + did.indexes());
      assertEquals(3, did.snapshots());
    }
    assertEquals(before, place.everything());
  }

  /** A pruning looks several times; what index objects say does not change meanwhile. */
  @Test
  void indexObjectsAreReadOnceWhereTheSameAreListed() throws IOException {
    List<FaultyStore> opened = new ArrayList<>();
    VaultPlace.IDS.forEach(id -> plugins.onceOpened(id, opened::add));
    try (Vault vault = place.open()) {
      prune(vault);
      List<String> read =
          opened.stream()
              .flatMap(store -> store.log().stream())
              .filter(call -> call.operation() == Operation.GET)
              .filter(call -> call.purpose() == Purpose.PRUNE)
              .map(Call::name)
              .filter(name -> name.startsWith("index/"))
              .sorted()
              .toList();
      assertEquals(place.store("one").names("index/"), read);
    }
  }

  @Test
  void whatIsHeldStays() throws IOException {
    try (Vault vault = place.open()) {
      new VaultRetention(vault, VaultListener.NONE).hold(ids.getFirst(), WHY);
      new VaultRetention(vault, VaultListener.NONE).forget(List.of(ids.get(1)), WHY);
      assertTrue(prune(vault).packs() > 0);
      requireSound(vault, 2);
    }
  }

  @Test
  void leftoversOfBackupsThatFailedGo() throws IOException {
    try (Vault vault = place.open()) {
      for (String id : List.of("two", "three")) {
        plugins.fail(
            id,
            Calls.to(Operation.PUT).named("^index/"),
            Times.always(),
            StoreException.Kind.DENIED);
      }
      Files.write(source.resolve("more"), Trees.random(99, 60_000));
      assertThrows(VaultException.class, () -> VaultPlace.backup(vault, source));
      plugins.heal();
      Files.delete(source.resolve("more"));
    }
    try (Vault vault = place.open()) {
      assertTrue(prune(vault).packs() > 0);
      requireNoTraces();
      requireSound(vault, 3);
    }
  }

  @Test
  void aStoreThatIsAwayLosesItLaterAndBringsNothingBack() throws IOException {
    forget(ids.get(0), ids.get(1));
    long before = bytes("three");
    Path stores = directory.resolve("stores");
    Files.move(stores.resolve("three"), stores.resolve("away"));
    try (Vault vault = place.open()) {
      PruneResult did = prune(vault);
      assertTrue(did.packs() > 0);
    }
    Files.move(stores.resolve("away"), stores.resolve("three"));
    assertEquals(before, bytes("three"));
    repair();
    assertTrue(bytes("one") < before, "a repair brought back what was swept");
    try (Vault vault = place.open()) {
      assertTrue(vault.status().isWhole());
      VaultPlace.backup(vault, source);
      prune(vault);
      prune(vault);
      assertTrue(bytes("three") < before);
      for (String id : VaultPlace.IDS) {
        assertEquals(List.of(), place.store(id).names("swept/"), id);
      }
      requireSound(vault, 2);
    }
  }

  @Test
  void tooFewProvidersPruneNothing() throws IOException {
    forget(ids.get(0));
    Path stores = directory.resolve("stores");
    try (Vault vault = place.open()) {
      Map<String, Map<String, String>> before = place.everything();
      for (String id : List.of("two", "three")) {
        plugins.fail(
            id,
            Calls.to(Operation.LIST).purpose(Purpose.PRUNE),
            Times.always(),
            StoreException.Kind.DENIED);
      }
      VaultException e = assertThrows(VaultException.class, () -> prune(vault));
      assertEquals(VaultException.Kind.TOO_FEW_COPIES, e.kind());
      plugins.heal();
      for (String id : VaultPlace.IDS) {
        place.store(id).names("sessions/").forEach(name -> delete(id, name));
      }
      assertEquals(before, place.everything());
      assertTrue(Files.exists(stores));
    }
  }

  private void delete(String store, String name) {
    try {
      place.store(store).delete(name);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void whatCannotBeReadStopsIt() throws IOException {
    forget(ids.get(0));
    for (String id : VaultPlace.IDS) {
      place.store(id).flip("snapshots/" + ids.get(2).hex(), 60);
    }
    try (Vault vault = place.open()) {
      int packs = place.store("one").names("packs/").size();
      VaultException e = assertThrows(VaultException.class, () -> prune(vault));
      assertEquals(VaultException.Kind.DAMAGED, e.kind(), e.getMessage());
      assertEquals(packs, place.store("one").names("packs/").size());
      requireNoTraces();
    }
  }

  @Test
  void anInterruptedPruningIsFinishedByTheNext() throws IOException {
    forget(ids.get(0), ids.get(1));
    try (Vault vault = place.open()) {
      for (String id : VaultPlace.IDS) {
        plugins.fail(
            id,
            Calls.to(Operation.DELETE).named("^packs/"),
            Times.always(),
            StoreException.Kind.DENIED);
      }
      assertEquals(Set.copyOf(VaultPlace.IDS), prune(vault).pending().keySet());
      plugins.heal();
    }
    try (Vault vault = place.open()) {
      assertEquals(Set.of(), VaultPlace.named(VaultPlace.verify(vault)));
      prune(vault);
      prune(vault);
      requireNoTraces();
      requireSound(vault, 1);
      assertEquals(List.of(), place.store("one").names("swept/"));
    }
  }
}

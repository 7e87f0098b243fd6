package io.keepsake.cli.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.vault.ReindexResult;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultReindex;
import io.keepsake.testkit.storage.Calls;
import io.keepsake.testkit.storage.Operation;
import io.keepsake.testkit.storage.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An index that is lost everywhere is written anew from the packs. */
final class ReindexTest extends ThreeBackups {

  private static ReindexResult reindex(Vault vault) throws VaultException {
    return new VaultReindex(vault, VaultListener.NONE).run();
  }

  private void damageEachIndexObject() throws IOException {
    for (String id : VaultPlace.IDS) {
      for (String index : place.store(id).names("index/")) {
        place.store(id).flip(index, 60);
      }
    }
  }

  @Test
  void whatEveryProviderHasLostIsWrittenAnew() throws IOException {
    damageEachIndexObject();
    int packs = place.store("one").names("packs/").size();
    try (Vault vault = place.open()) {
      assertThrows(
          VaultException.class,
          () -> VaultPlace.restore(vault, vault.snapshot("latest"), directory.resolve("never")));
      ReindexResult result = reindex(vault);
      assertEquals(packs, result.packs());
      assertEquals(packs, result.indexed());
      assertEquals(3, result.damaged().size());
      assertEquals(3, result.removed());
      assertTrue(result.complete());
      requireSound(vault, 3);
      assertEquals(0, reindex(vault).indexed());
      prune(vault);
      requireSound(vault, 3);
    }
  }

  @Test
  void packsThatAreGoneAllTheSameAreTold() throws IOException {
    damageEachIndexObject();
    String lost = place.store("one").names("packs/").getFirst();
    for (String id : VaultPlace.IDS) {
      place.store(id).flip(lost, 60);
    }
    try (Vault vault = place.open()) {
      ReindexResult result = reindex(vault);
      assertEquals(List.of(lost), List.copyOf(result.unreadable().keySet()));
      assertEquals(result.packs() - 1, result.indexed());
    }
  }

  @Test
  void whatAProviderMayHaveIsNotTakenForLost() throws IOException {
    for (String id : List.of("one", "two")) {
      for (String index : place.store(id).names("index/")) {
        place.store(id).flip(index, 60);
      }
    }
    try (Vault vault = place.open()) {
      plugins.fail(
          "three", Calls.to(Operation.GET).named("^index/"), Times.always(), Kind.UNAVAILABLE);
      assertThrows(VaultException.class, () -> reindex(vault));
      plugins.heal();
    }
    assertEquals(3, place.store("three").names("index/").size());
    Path stores = directory.resolve("stores");
    Files.move(stores.resolve("three"), stores.resolve("away"));
    try (Vault vault = place.open()) {
      ReindexResult result = reindex(vault);
      assertTrue(result.indexed() > 0);
      assertEquals(0, result.removed(), "the third may have it right");
      assertFalse(result.complete());
    }
    Files.move(stores.resolve("away"), stores.resolve("three"));
    repair();
    try (Vault vault = place.open()) {
      assertTrue(reindex(vault).damaged().isEmpty(), "the third had it right");
      repair();
    }
  }
}

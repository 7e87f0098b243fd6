package io.keepsake.cli.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.keepsake.core.vault.BackupResult;
import io.keepsake.core.vault.Snapshot;
import io.keepsake.core.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every store holds the whole vault, and the same one. */
final class ReplicasTest {

  @TempDir private Path directory;

  @Test
  void anyStoreAloneRestoresEverything() throws IOException {
    VaultPlace place = new VaultPlace(directory.resolve("stores"));
    Path source = Trees.small(directory.resolve("source"), 1);
    Map<String, String> first = Trees.contents(source);
    try (Vault vault = place.create()) {
      BackupResult result = VaultPlace.backup(vault, source);
      assertEquals(VaultPlace.IDS, result.completeStores());
      assertEquals(Map.of(), result.droppedStores());
      Files.delete(source.resolve("large"));
      Files.writeString(source.resolve("text"), "another text");
      VaultPlace.backup(vault, source);
    }
    for (String id : VaultPlace.IDS) {
      try (Vault vault = place.open(id)) {
        assertEquals(2, vault.snapshots().size(), id);
        Snapshot older = vault.snapshots().getFirst();
        assertRestores(vault, older, source, first, directory.resolve(id + "-older"));
        Map<String, String> now = Trees.contents(source);
        assertRestores(
            vault, vault.snapshot("latest"), source, now, directory.resolve(id + "-latest"));
        assertEquals(Set.of(), VaultPlace.named(VaultPlace.verify(vault)), id);
      }
    }
  }

  private static void assertRestores(
      Vault vault, Snapshot snapshot, Path source, Map<String, String> expected, Path target)
      throws IOException {
    assertEquals(0, VaultPlace.restore(vault, snapshot, target).problems());
    assertEquals(expected, Trees.contents(VaultPlace.below(target, source)));
  }

  @Test
  void storesAreAlikeToTheByte() throws IOException {
    VaultPlace place = new VaultPlace(directory.resolve("stores"));
    Path source = Trees.small(directory.resolve("source"), 1);
    try (Vault vault = place.create()) {
      VaultPlace.backup(vault, source);
      Files.write(source.resolve("added"), Trees.random(9, 50_000));
      VaultPlace.backup(vault, source);
    }
    Map<String, String> one = place.store("one").hashes();
    assertFalse(one.isEmpty());
    assertEquals(one, place.store("two").hashes());
    assertEquals(one, place.store("three").hashes());
  }
}

package io.keepsake.cli.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that has lost its header is read from, by names that are hashes, and is no copy. */
final class LostHeaderTest {

  @TempDir private Path directory;
  private VaultPlace place;
  private Path source;

  @BeforeEach
  void backUpAndLoseTheHeaderOfThree() throws IOException {
    place = new VaultPlace(directory.resolve("stores"));
    source = Trees.small(directory.resolve("source"), 1);
    try (Vault vault = place.create()) {
      VaultPlace.backup(vault, source);
    }
    place.store("three").delete("keepsake.json");
  }

  private void assertRestores() throws IOException {
    try (Vault vault = place.open()) {
      Path target = directory.resolve("target");
      assertEquals(0, VaultPlace.restore(vault, vault.snapshot("latest"), target).problems());
      assertEquals(Trees.contents(source), Trees.contents(VaultPlace.below(target, source)));
    }
  }

  @Test
  void keysThatAllOthersHaveLostComeFromIt() throws IOException {
    for (String id : Set.of("one", "two")) {
      place.store(id).delete(place.store(id).first("keys/"));
    }
    assertRestores();
  }

  @Test
  void keysThatAllOthersHaveDamagedComeFromIt() throws IOException {
    for (String id : Set.of("one", "two")) {
      place.store(id).flip(place.store(id).first("keys/"), 3);
    }
    assertRestores();
  }

  @Test
  void packsThatAllOthersHaveDamagedComeFromIt() throws IOException {
    for (String id : Set.of("one", "two")) {
      for (String name : place.store(id).names("packs/")) {
        place.store(id).flip(name, 100);
      }
    }
    assertRestores();
  }

  @Test
  void aBackupNeitherWritesToItNorCountsIt() throws IOException {
    Map<String, String> before = place.store("three").hashes();
    Files.write(source.resolve("added"), Trees.random(9, 50_000));
    try (Vault vault = place.open()) {
      Set<String> complete = Set.copyOf(VaultPlace.backup(vault, source).completeStores());
      assertEquals(Set.of("one", "two"), complete);
    }
    assertEquals(before, place.store("three").hashes());
    assertFalse(before.containsKey("keepsake.json"));
  }

  @Test
  void aloneItIsNoVault() {
    VaultException failure = assertThrows(VaultException.class, () -> place.open("three"));
    assertEquals(VaultException.Kind.NO_VAULT, failure.kind());
  }
}

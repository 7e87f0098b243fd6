package io.keepsake.cli.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.vault.Vault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is lost everywhere is stored again by the next backup. The index then names each chunk in a
 * pack that is gone and in one that is there, in no particular order.
 */
final class LostPacksTest {

  /** Enough for a reader that takes any of a chunk's packs to meet one that is gone. */
  private static final int TIMES = 5;

  @TempDir private Path directory;

  @Test
  void anotherBackupBringsBackWhatWasLostEverywhere() throws IOException {
    VaultPlace place = new VaultPlace(directory.resolve("stores"));
    Path source = Trees.small(directory.resolve("source"), 1);
    Map<String, String> contents = Trees.contents(source);
    try (Vault vault = place.create()) {
      VaultPlace.backup(vault, source);
    }
    for (int i = 0; i < TIMES; i++) {
      for (String id : VaultPlace.IDS) {
        StoreFiles store = place.store(id);
        for (String pack : store.names("packs/")) {
          store.delete(pack);
        }
      }
      try (Vault vault = place.open()) {
        VaultPlace.backup(vault, source);
      }
    }
    for (String id : VaultPlace.IDS) {
      try (Vault vault = place.open(id)) {
        Path target = directory.resolve("from-" + id);
        assertEquals(0, VaultPlace.restore(vault, vault.snapshot("latest"), target).problems());
        assertEquals(contents, Trees.contents(VaultPlace.below(target, source)));
      }
    }
  }
}

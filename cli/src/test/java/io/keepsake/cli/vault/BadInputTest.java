package io.keepsake.cli.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.core.vault.RestoreRequest;
import io.keepsake.core.vault.SnapshotId;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultException.Kind;
import io.keepsake.core.vault.VaultSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot work is refused with the right kind of error, and nothing stored changes. */
final class BadInputTest {

  private static final String HEADER = "keepsake.json";

  @TempDir private Path directory;
  private VaultPlace place;
  private Path source;

  @BeforeEach
  void make() throws IOException {
    place = new VaultPlace(directory.resolve("stores"));
    source = Trees.small(directory.resolve("source"), 1);
    try (Vault vault = place.create()) {
      VaultPlace.backup(vault, source);
    }
  }

  private void assertRefused(Kind kind, Executable call) throws IOException {
    Map<String, Map<String, String>> before = place.everything();
    VaultException e = assertThrows(VaultException.class, call);
    assertEquals(kind, e.kind(), e.getMessage());
    assertFalse(e.getMessage().isBlank());
    assertEquals(before, place.everything(), "the stores are as they were");
  }

  @Test
  void noVault() throws IOException {
    Files.createDirectories(directory.resolve("stores/bare"));
    assertRefused(Kind.NO_VAULT, () -> place.open("bare"));
    assertRefused(Kind.NO_VAULT, () -> place.open("missing"));
    assertFalse(Files.exists(directory.resolve("stores/missing")));
  }

  @Test
  void wrongKey() throws IOException {
    VaultSettings settings = place.settings("one", "two", "three");
    assertRefused(Kind.WRONG_KEY, () -> place.open(settings, VaultPlace.key(8)));
  }

  @Test
  void newerFormat() throws IOException {
    place.store("one").write(HEADER, NewerHeader.of(place.store("one").read(HEADER)));
    assertRefused(Kind.NEWER_FORMAT, () -> place.open("one"));
    assertRefused(Kind.NEWER_FORMAT, () -> place.open());
  }

  @Test
  void aDamagedHeaderAtOneStoreIsNamedAndTheVaultOpens() throws IOException {
    place.store("two").flip(HEADER, 200);
    try (Vault vault = place.open()) {
      assertEquals(Set.of("two " + HEADER), VaultPlace.named(VaultPlace.verify(vault)));
      Path target = directory.resolve("target");
      assertEquals(0, VaultPlace.restore(vault, vault.snapshot("latest"), target).problems());
      assertEquals(Trees.contents(source), Trees.contents(VaultPlace.below(target, source)));
    }
  }

  @Test
  void damagedHeadersAtAllStores() throws IOException {
    for (String id : VaultPlace.IDS) {
      place.store(id).flip(HEADER, 200);
    }
    assertRefused(Kind.DAMAGED, () -> place.open());
  }

  @Test
  void storesOfTwoVaults() throws IOException {
    VaultPlace other = new VaultPlace(directory.resolve("other"));
    other.create().close();
    Map<String, Map<String, String>> before = other.everything();
    VaultSettings mixed =
        new VaultSettings(
            List.of(
                place.storeSettings("one"),
                new StoreSettings("alien", directory.resolve("other/two").toUri(), Map.of())),
            1);
    assertRefused(Kind.OTHER_VAULT, () -> place.open(mixed, VaultPlace.key(7)));
    assertEquals(before, other.everything());
  }

  @Test
  void aVaultIsThereAlready() throws IOException {
    assertRefused(Kind.ALREADY_EXISTS, () -> place.create());
  }

  @Test
  void aVaultIsThereAlreadyAtOneOfTheStores() throws IOException {
    VaultSettings settings = place.settings("fresh", "three");
    assertRefused(Kind.ALREADY_EXISTS, () -> create(settings));
    assertEquals(List.of(), place.store("fresh").names());
  }

  @Test
  void aDirectoryIsNotEmpty() throws IOException {
    Path used = Files.createDirectories(directory.resolve("stores/used"));
    Files.writeString(used.resolve("letter.txt"), "Dear Ada");
    assertRefused(Kind.ALREADY_EXISTS, () -> create(place.settings("used")));
    assertEquals(Map.of("letter.txt", "Dear Ada"), Trees.contents(used));
  }

  @Test
  void anUnknownScheme() throws IOException {
    VaultSettings unknown =
        new VaultSettings(
            List.of(
                place.storeSettings("one"),
                new StoreSettings("mole", URI.create("gopher://host/"), Map.of())),
            1);
    assertRefused(Kind.CONFIGURATION, () -> place.open(unknown, VaultPlace.key(7)));
    assertRefused(Kind.CONFIGURATION, () -> create(unknown));
  }

  private static void create(VaultSettings settings) throws VaultException {
    Vault.create(settings, VaultPlace.key(7), Plugins.installed(), VaultListener.NONE).close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "latests", "", "zzzz", "0000000000000000", "LATEST"})
  void noSuchSnapshot(String reference) throws IOException {
    try (Vault vault = place.open()) {
      assertRefused(Kind.NO_SUCH_SNAPSHOT, () -> vault.snapshot(reference));
    }
  }

  @Test
  void noSuchSnapshotToRestore() throws IOException {
    SnapshotId unknown = new SnapshotId("0".repeat(64));
    try (Vault vault = place.open()) {
      Path target = directory.resolve("target");
      assertRefused(
          Kind.NO_SUCH_SNAPSHOT,
          () -> vault.restore(RestoreRequest.all(unknown, target), VaultListener.NONE));
      assertFalse(Files.exists(target));
    }
  }

  @Test
  void noSuchPathInASnapshot() throws IOException {
    try (Vault vault = place.open()) {
      SnapshotId latest = vault.snapshot("latest").id();
      assertRefused(Kind.NO_SUCH_SNAPSHOT, () -> vault.entries(latest, "/nowhere", entry -> {}));
    }
  }

  @Test
  void noSnapshotYet() throws IOException {
    VaultPlace empty = new VaultPlace(directory.resolve("empty"));
    try (Vault vault = empty.create()) {
      VaultException e = assertThrows(VaultException.class, () -> vault.snapshot("latest"));
      assertEquals(Kind.NO_SUCH_SNAPSHOT, e.kind());
      assertEquals(List.of(), vault.snapshots());
    }
  }

  @Test
  void aRootThatDoesNotExist() throws IOException {
    try (Vault vault = place.open()) {
      assertRefused(Kind.FILES, () -> VaultPlace.backup(vault, directory.resolve("nowhere")));
    }
  }
}

package io.keepsake.cli.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.vault.BackupResult;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VerifyReport;
import io.keepsake.testkit.storage.Calls;
import io.keepsake.testkit.storage.Operation;
import io.keepsake.testkit.storage.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores that fail while a backup is written; at least two of three must hold it. */
final class FailingStoreTest {

  @TempDir private Path directory;
  private final FaultyPlugins plugins = new FaultyPlugins();
  private final Set<String> leftOver = new TreeSet<>();
  private VaultPlace place;
  private Path source;
  private Vault vault;

  @BeforeEach
  void backUpOnce() throws IOException {
    source = Trees.small(directory.resolve("source"), 1);
    place = new VaultPlace(directory.resolve("stores"), plugins);
    vault = place.create();
    VaultPlace.backup(vault, source);
    Files.write(source.resolve("added"), Trees.random(9, 50_000));
  }

  @AfterEach
  void close() {
    vault.close();
  }

  private void fail(String id, String objects) {
    plugins.fail(
        id,
        Calls.to(Operation.PUT).named("^" + objects),
        Times.always(),
        StoreException.Kind.QUOTA);
  }

  @ParameterizedTest
  @ValueSource(strings = {"packs/", "index/", "snapshots/"})
  void oneStoreThatFailsIsDroppedAndTheRestIsWhole(String objects) throws IOException {
    fail("two", objects);
    BackupResult result = VaultPlace.backup(vault, source);
    assertEquals(Set.of("two"), result.droppedStores().keySet());
    assertFalse(result.complete());
    if (!objects.equals("snapshots/")) { // the list of stores is in the snapshot itself
      assertEquals(List.of("one", "three"), result.completeStores());
      assertEquals(List.of("one", "three"), result.snapshot().stores());
      assertEquals(result.snapshot(), vault.snapshot("latest"));
    }
    plugins.heal();
    assertOnlyTwoIsIncomplete(objects);
    assertRestores("one");
    assertRestores("three");
    assertRestores("one", "two", "three");
  }

  @ParameterizedTest
  @ValueSource(strings = {"packs/", "index/"})
  void belowTheMinimumThereIsNoSnapshotAndTheNextBackupWorks(String objects) throws IOException {
    int snapshots = vault.snapshots().size();
    fail("two", objects);
    fail("three", objects);
    VaultException e = assertThrows(VaultException.class, () -> VaultPlace.backup(vault, source));
    assertEquals(VaultException.Kind.TOO_FEW_COPIES, e.kind(), e.getMessage());
    plugins.heal();
    assertEquals(snapshots, vault.snapshots().size());
    assertEquals(snapshots, place.store("one").names("snapshots/").size());
    leftOver.addAll(place.store("one").names());
    leftOver.removeAll(place.store("two").names());
    BackupResult next = VaultPlace.backup(vault, source);
    assertTrue(next.completeStores().size() >= 2, "complete: " + next.completeStores());
    for (String id : next.completeStores()) {
      assertRestores(id);
    }
    VerifyReport report = VaultPlace.verify(vault);
    assertEquals(
        List.of(),
        report.findings().stream()
            .filter(finding -> next.completeStores().contains(finding.storeId()))
            .filter(finding -> !isLeftOver(finding))
            .toList());
  }

  /** An object that only the first store took before the backup failed; no snapshot needs it. */
  private boolean isLeftOver(VerifyReport.Finding finding) {
    return finding.problem().equals("is missing") && leftOver.contains(finding.object());
  }

  @Test
  void aSnapshotThatTooFewStoresTookIsReportedAndTheNextBackupWorks() throws IOException {
    fail("two", "snapshots/");
    fail("three", "snapshots/");
    VaultException e = assertThrows(VaultException.class, () -> VaultPlace.backup(vault, source));
    assertEquals(VaultException.Kind.TOO_FEW_COPIES, e.kind(), e.getMessage());
    plugins.heal();
    Set<String> extra = new TreeSet<>(place.store("one").names("snapshots/"));
    extra.removeAll(place.store("two").names("snapshots/"));
    BackupResult next = VaultPlace.backup(vault, source);
    assertEquals(VaultPlace.IDS, next.completeStores());
    for (String id : VaultPlace.IDS) {
      assertRestores(id);
    }
    Set<String> missing = new TreeSet<>();
    extra.forEach(name -> missing.addAll(List.of("two " + name, "three " + name)));
    assertEquals(missing, VaultPlace.named(VaultPlace.verify(vault)));
  }

  private void assertOnlyTwoIsIncomplete(String objects) throws IOException {
    VerifyReport report = VaultPlace.verify(vault);
    assertFalse(report.sound());
    report
        .findings()
        .forEach(finding -> assertEquals("two", finding.storeId(), finding.toString()));
    assertTrue(
        report.findings().stream().anyMatch(finding -> finding.object().startsWith(objects)));
  }

  private void assertRestores(String... ids) throws IOException {
    Path target = directory.resolve("from-" + String.join("-", ids));
    Map<String, String> expected = Trees.contents(source);
    try (Vault part = place.open(ids)) {
      assertEquals(0, VaultPlace.restore(part, part.snapshot("latest"), target).problems());
      assertEquals(expected, Trees.contents(VaultPlace.below(target, source)));
    }
  }
}

package io.keepsake.cli.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.vault.BackupRequest.Comparison;
import io.keepsake.core.vault.BackupResult;
import io.keepsake.core.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that did not change are not read again, and those that did are. */
final class UnchangedFilesTest {

  @TempDir private Path directory;
  private Path source;
  private Vault vault;
  private BackupResult first;

  @BeforeEach
  void backUpOnce() throws IOException {
    source = Trees.small(directory.resolve("source"), 1);
    vault = new VaultPlace(directory.resolve("stores")).create();
    first = VaultPlace.backup(vault, source);
    assertEquals(0, first.filesUnchanged());
    assertEquals(first.snapshot().totals().files(), first.filesRead());
    assertEquals(first.snapshot().totals().bytes(), first.bytesRead());
  }

  @AfterEach
  void close() {
    vault.close();
  }

  @Test
  void nothingIsReadWhereNothingChanged() throws IOException {
    BackupResult second = VaultPlace.backup(vault, source);
    assertEquals(5, second.filesUnchanged());
    assertEquals(second.snapshot().totals().files(), second.filesUnchanged());
    assertEquals(0, second.filesRead());
    assertEquals(0, second.bytesRead());
    assertEquals(0, second.newChunks());
    assertEquals(first.snapshot().totals(), second.snapshot().totals());
    assertEquals(first.snapshot().id(), second.snapshot().parent().orElseThrow());
    assertRestores(second);
  }

  @Test
  void aTouchedFileIsReadAndItsContentNotStoredAgain() throws IOException {
    long packsBefore = vault.stats().packs();
    Files.setLastModifiedTime(source.resolve("large"), FileTime.from(Instant.EPOCH));
    BackupResult second = VaultPlace.backup(vault, source);
    assertEquals(1, second.filesRead());
    assertEquals(300_000, second.bytesRead());
    assertEquals(packsBefore + 1, vault.stats().packs(), "one pack more, with trees");
    assertTrue(second.bytesStored() < 20_000, "stored " + second.bytesStored());
    assertEquals(0, second.newChunks());
    assertRestores(second);
  }

  @Test
  void aChangeIsSeenThoughSizeAndTimeWerePutBack() throws IOException {
    Path file = source.resolve("sub/middle");
    FileTime modified = Files.getLastModifiedTime(file);
    Files.write(file, Trees.random(77, 20_000));
    Files.setLastModifiedTime(file, modified);
    BackupResult second = VaultPlace.backup(vault, source);
    assertEquals(1, second.filesRead());
    assertEquals(4, second.filesUnchanged());
    assertRestores(second);
  }

  @Test
  void everythingIsReadWhenNothingIsCompared() throws IOException {
    long bytesBefore = first.bytesStored();
    BackupResult second = VaultPlace.backup(vault, source, Comparison.NONE);
    assertEquals(0, second.filesUnchanged());
    assertEquals(second.snapshot().totals().files(), second.filesRead());
    assertEquals(second.snapshot().totals().bytes(), second.bytesRead());
    assertTrue(second.bytesStored() < bytesBefore / 10, "stored " + second.bytesStored());
    assertRestores(second);
  }

  private void assertRestores(BackupResult result) throws IOException {
    Path target = directory.resolve("target");
    assertEquals(0, VaultPlace.restore(vault, result.snapshot(), target).problems());
    Map<String, String> restored = Trees.contents(VaultPlace.below(target, source));
    assertEquals(Trees.contents(source), restored);
  }
}

package io.keepsake.cli.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.cli.vault.MeddlingSource.Act;
import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.spi.source.SkippedItem;
import io.keepsake.core.spi.source.SkippedItem.Reason;
import io.keepsake.core.vault.BackupRequest;
import io.keepsake.core.vault.BackupResult;
import io.keepsake.core.vault.BackupSources;
import io.keepsake.core.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that do not hold still while they are backed up. */
final class MovingFilesTest {

  @TempDir private Path directory;
  private final List<SkippedItem> skipped = new ArrayList<>();
  private Path source;
  private Path file;
  private Map<String, String> others;
  private Vault vault;

  @BeforeEach
  void make() throws IOException {
    source = Trees.small(directory.resolve("source"), 1);
    file = source.resolve("sub/middle");
    others = Trees.contents(source);
    others.remove("sub/middle");
    vault = new VaultPlace(directory.resolve("stores")).create();
  }

  @AfterEach
  void close() {
    vault.close();
  }

  @Test
  void aFileThatChangesAgainAndAgainIsKeptAndReported() throws IOException {
    BackupResult result = backup(Act.NOTHING, this::append);
    assertReported(result, Reason.CHANGED);
    assertEquals(5, result.snapshot().totals().files());
    Map<String, String> restored = restore(result);
    String kept = restored.remove("sub/middle");
    assertTrue(Trees.contents(source).get("sub/middle").startsWith(kept));
    assertTrue(kept.length() >= 20_000, "kept " + kept.length());
    assertEquals(others, restored);
  }

  @Test
  void aFileThatChangesOnceIsReadAgain() throws IOException {
    AtomicInteger reads = new AtomicInteger();
    BackupResult result =
        backup(
            Act.NOTHING,
            () -> {
              if (reads.getAndIncrement() == 0) {
                append();
              }
            });
    assertEquals(List.of(), skipped);
    assertTrue(result.complete());
    assertTrue(reads.get() >= 2);
    Map<String, String> restored = restore(result);
    assertEquals(20_001, restored.get("sub/middle").length());
    assertEquals(Trees.contents(source), restored);
  }

  @Test
  void aFileThatVanishesIsLeftOutAndReported() throws IOException {
    BackupResult result = backup(() -> Files.delete(file), Act.NOTHING);
    assertReported(result, Reason.VANISHED);
    assertEquals(4, result.snapshot().totals().files());
    assertEquals(others, restore(result));
  }

  private void append() throws IOException {
    Files.writeString(file, "x", StandardOpenOption.APPEND);
  }

  private BackupResult backup(Act opening, Act reading) throws IOException {
    MeddlingSource meddling =
        new MeddlingSource(
            BackupSources.files(List.of(source), List.of(), BackupSources.Boundary.NONE),
            file.toString(),
            opening,
            reading);
    BackupRequest request =
        new BackupRequest(meddling, "host", "user", Map.of(), BackupRequest.Comparison.NONE);
    return vault.backup(
        request,
        event -> {
          if (event instanceof VaultEvent.ItemSkipped(SkippedItem item)) {
            skipped.add(item);
          }
        });
  }

  private void assertReported(BackupResult result, Reason reason) {
    assertEquals(
        List.of(file + " " + reason),
        skipped.stream().map(item -> item.path() + " " + item.reason()).toList());
    assertEquals(1, result.snapshot().skipped());
    assertFalse(result.complete());
  }

  private Map<String, String> restore(BackupResult result) throws IOException {
    Path target = directory.resolve("target");
    assertEquals(0, VaultPlace.restore(vault, result.snapshot(), target).problems());
    return Trees.contents(VaultPlace.below(target, source));
  }
}

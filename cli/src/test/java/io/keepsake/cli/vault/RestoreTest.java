package io.keepsake.cli.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.vault.BackupRequest;
import io.keepsake.core.vault.BackupSources;
import io.keepsake.core.vault.RestoreRequest;
import io.keepsake.core.vault.RestoreRequest.Existing;
import io.keepsake.core.vault.RestoreResult;
import io.keepsake.core.vault.Snapshot;
import io.keepsake.core.vault.Vault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is restored, where to, and what happens to what is there. */
final class RestoreTest {

  @TempDir private Path directory;
  private Path source;
  private Path target;
  private Path restored;
  private Map<String, String> contents;
  private Vault vault;
  private Snapshot snapshot;

  @BeforeEach
  void backUp() throws IOException {
    source = Trees.small(directory.resolve("source"), 1);
    target = directory.resolve("target");
    restored = VaultPlace.below(target, source);
    contents = Trees.contents(source);
    vault = new VaultPlace(directory.resolve("stores")).create();
    snapshot = VaultPlace.backup(vault, source).snapshot();
  }

  @AfterEach
  void close() {
    vault.close();
  }

  private RestoreResult restore(
      List<String> paths, List<String> includes, List<String> excludes, Existing existing)
      throws IOException {
    return vault.restore(
        new RestoreRequest(snapshot.id(), target, paths, includes, excludes, existing),
        VaultListener.NONE);
  }

  private RestoreResult restoreAll(Existing existing) throws IOException {
    return restore(List.of(), List.of(), List.of(), existing);
  }

  private void assertRestored(String... names) throws IOException {
    Map<String, String> there = Trees.contents(restored);
    assertEquals(Set.of(names), there.keySet());
    there.forEach((name, content) -> assertEquals(contents.get(name), content, name));
  }

  @Test
  void onlyThePathsAskedFor() throws IOException {
    List<String> paths =
        List.of(source.resolve("sub/deep").toString(), source.resolve("text").toString());
    RestoreResult result = restore(paths, List.of(), List.of(), Existing.KEEP);
    assertEquals(0, result.problems());
    assertRestored("sub/deep/tiny", "text");
  }

  @Test
  void onlyWhatIsIncluded() throws IOException {
    restore(List.of(), List.of("t*"), List.of(), Existing.KEEP);
    assertRestored("sub/deep/tiny", "text");
  }

  @Test
  void nothingThatIsExcluded() throws IOException {
    restore(List.of(), List.of(), List.of("deep", "**/source/large"), Existing.KEEP);
    assertRestored("sub/middle", "text", "empty");
  }

  @Test
  void pathsIncludesAndExcludesTogether() throws IOException {
    restore(
        List.of(source.resolve("sub").toString()), List.of("*"), List.of("middle"), Existing.KEEP);
    assertRestored("sub/deep/tiny");
  }

  @Test
  void anotherFileThatIsThereIsKept() throws IOException {
    Files.createDirectories(restored);
    Files.writeString(restored.resolve("text"), "precious");
    RestoreResult result = restoreAll(Existing.KEEP);
    assertEquals(1, result.problems());
    assertEquals(0, result.lost());
    contents.put("text", "precious");
    assertEquals(contents, Trees.contents(restored));
  }

  @Test
  void anotherFileThatIsThereIsOverwrittenIfAsked() throws IOException {
    Files.createDirectories(restored);
    Files.writeString(restored.resolve("text"), "worthless");
    Files.write(restored.resolve("large"), Trees.random(99, 300_000));
    RestoreResult result = restoreAll(Existing.OVERWRITE);
    assertEquals(0, result.problems());
    assertEquals(contents, Trees.contents(restored));
  }

  @ParameterizedTest
  @EnumSource
  void aSecondRestoreFindsEverythingInPlace(Existing existing) throws IOException {
    assertEquals(0, restoreAll(existing).alreadyThere());
    Object inode = Files.getAttribute(restored.resolve("large"), "unix:ino");
    RestoreResult second = restoreAll(existing);
    assertEquals(snapshot.totals().files(), second.alreadyThere());
    assertEquals(0, second.problems());
    assertEquals(inode, Files.getAttribute(restored.resolve("large"), "unix:ino"));
    assertEquals(contents, Trees.contents(restored));
  }

  @ParameterizedTest
  @EnumSource
  void noByteLeavesTheTargetThroughADirectoryLink(Existing existing) throws IOException {
    Path outside = Files.createDirectory(directory.resolve("outside"));
    Files.createDirectories(restored.getParent());
    Files.createSymbolicLink(restored, outside);
    RestoreResult result = restoreAll(existing);
    assertEquals(Map.of(), Trees.contents(outside));
    try (var entries = Files.list(outside)) {
      assertEquals(0, entries.count(), "nothing was made outside");
    }
    if (Files.isSymbolicLink(restored)) {
      assertTrue(result.problems() > 0, "what was not restored is reported");
    } else {
      assertEquals(contents, Trees.contents(restored));
    }
  }

  @ParameterizedTest
  @EnumSource
  void noByteLeavesTheTargetThroughAFileLink(Existing existing) throws IOException {
    Path outside = Files.createDirectory(directory.resolve("outside"));
    Path victim = Files.writeString(outside.resolve("victim"), "mine");
    Files.createDirectories(restored);
    Files.createSymbolicLink(restored.resolve("text"), victim);
    Files.createSymbolicLink(restored.resolve("large"), outside.resolve("new"));
    RestoreResult result = restoreAll(existing);
    assertEquals(Map.of("victim", "mine"), Trees.contents(outside));
    if (existing == Existing.OVERWRITE) {
      assertEquals(0, result.problems());
      assertEquals(contents, Trees.contents(restored));
      assertFalse(Files.isSymbolicLink(restored.resolve("text")));
    } else {
      assertEquals(2, result.problems());
      assertTrue(Files.isSymbolicLink(restored.resolve("text")));
    }
  }

  @Test
  void aStreamComesBackAsAFile() throws IOException {
    byte[] content = Trees.random(5, 3_000_000);
    BackupRequest request =
        new BackupRequest(
            BackupSources.stream("dump.sql", new ByteArrayInputStream(content)),
            "host",
            "user",
            Map.of("kind", "dump"),
            BackupRequest.Comparison.PREVIOUS_SNAPSHOT);
    Snapshot stream = vault.backup(request, VaultListener.NONE).snapshot();
    assertEquals(content.length, stream.totals().bytes());
    assertEquals(Map.of("kind", "dump"), stream.labels());
    assertEquals(0, VaultPlace.restore(vault, stream, target).problems());
    assertArrayEquals(content, Files.readAllBytes(target.resolve("dump.sql")));
  }
}

package io.keepsake.cli.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.cli.crash.StopPoint.Call;
import io.keepsake.cli.crash.StopPoint.Kind;
import io.keepsake.cli.crash.StopPoint.Moment;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.vault.RestoreRequest;
import io.keepsake.core.vault.RestoreResult;
import io.keepsake.core.vault.SnapshotId;
import io.keepsake.core.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restores killed half-way and run again. */
final class RestoreCrashTest {

  @TempDir(factory = MemoryDirectory.class)
  static Path directory;

  private static CrashScene scene;
  private static CrashVault vault;
  private static SnapshotId snapshot;

  @BeforeAll
  static void makeScene() throws Exception {
    scene = new CrashScene(directory);
    vault = scene.copy();
    try (Vault open = vault.open(TrappedPlugins.harmless())) {
      snapshot = CrashVault.backup(open, scene.source()).snapshot().id();
    }
  }

  @Test
  void aKilledRestoreGoesOn() {
    Runs runs = new Runs();
    // The first pack read holds the tree; two or more hold the files.
    for (int get = 2; get <= 4; get++) {
      StopPoint point = new StopPoint(Call.GET, Kind.PACK, get, StopPoint.ANY, Moment.AFTER);
      runs.add(point.toString(), () -> killAndRunAgain(point));
    }
    for (int files = 1; files <= 6; files += 2) {
      int most = files;
      runs.add("killed with " + files + " films in place", () -> killWith(most));
    }
    runs.runAll();
  }

  private static void killAndRunAgain(StopPoint point) throws Exception {
    Path target = scene.fresh();
    ForkedProcess process = ForkedProcess.start("restore", vault, target, point);
    assertEquals(String.valueOf(CrashProcess.KILLED), process.end().strip());
    runAgain(target);
  }

  /** Kills it, from outside, as soon as so many large files are there. */
  private static void killWith(int films) throws Exception {
    Path target = scene.fresh();
    ForkedProcess process = ForkedProcess.start("restore", vault, target, StopPoint.NEVER);
    Path folder = Aftermath.below(target, scene.source()).resolve("films");
    while (process.process().isAlive() && count(folder) < films) {
      Thread.onSpinWait();
    }
    process.kill();
    process.end();
    runAgain(target);
  }

  private static long count(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return 0;
    }
    try (var entries = Files.list(folder)) {
      return entries.filter(entry -> entry.getFileName().toString().startsWith("film")).count();
    }
  }

  private static void runAgain(Path target) throws IOException {
    Map<Path, Object> finished = finished(target);
    try (Vault open = vault.open(TrappedPlugins.harmless())) {
      RestoreResult result = open.restore(RestoreRequest.all(snapshot, target), VaultListener.NONE);
      assertEquals(0, result.problems());
      assertEquals(finished.size(), result.alreadyThere());
    }
    Trees.requireSame(scene.source(), Aftermath.below(target, scene.source()));
    Map<Path, Object> now = finished(target);
    finished.forEach((file, key) -> assertEquals(key, now.get(file), file + " was written again"));
    try (var entries = Files.walk(target)) {
      assertTrue(entries.noneMatch(entry -> entry.toString().endsWith(".partial")));
    }
    Trees.delete(target);
  }

  /** Files that carry their own name, and which file on the disk each is; all are whole. */
  private static Map<Path, Object> finished(Path target) throws IOException {
    Map<Path, Object> files = new TreeMap<>();
    if (Files.notExists(target)) {
      return files;
    }
    Path root = Aftermath.below(target, scene.source());
    try (var entries = Files.walk(target)) {
      for (Path file : entries.toList()) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            && !file.toString().endsWith(".partial")) {
          Path original = scene.source().resolve(root.relativize(file));
          assertEquals(-1, Files.mismatch(original, file), file + " is not whole");
          files.put(file, Files.getAttribute(file, "unix:ino") + "/" + lastWrite(file));
        }
      }
    }
    return files;
  }

  private static Object lastWrite(Path file) throws IOException {
    return Files.getLastModifiedTime(file);
  }
}

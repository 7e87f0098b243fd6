package io.keepsake.cli.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.cli.crash.StopPoint.Call;
import io.keepsake.cli.crash.StopPoint.Kind;
import io.keepsake.cli.crash.StopPoint.Moment;
import io.keepsake.core.vault.BackupResult;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups whose thread is interrupted at every kind of step. */
final class InterruptTest {

  @TempDir(factory = MemoryDirectory.class)
  static Path directory;

  private static CrashScene scene;

  @BeforeAll
  static void makeScene() throws Exception {
    scene = new CrashScene(directory);
  }

  @Test
  void endsTheBackupAndLeavesAValidVault() {
    Runs runs = new Runs();
    add(runs, new StopPoint(Call.LIST, Kind.PACK, 1, "a", Moment.BEFORE));
    add(runs, new StopPoint(Call.LIST, Kind.SNAPSHOT, 1, "a", Moment.BEFORE));
    for (Kind kind : new Kind[] {Kind.DATA_PACK, Kind.TREE_PACK, Kind.INDEX}) {
      add(runs, new StopPoint(Call.PUT, kind, 1, "a", Moment.BEFORE));
      add(runs, new StopPoint(Call.PUT, kind, 1, "a", Moment.BEHIND_THE_OTHER));
    }
    runs.runAll();
  }

  /** Whether the stores or the interrupt are faster, what is told is what is true. */
  @Test
  void whileTheSnapshotIsWrittenEndsEitherWay() throws Exception {
    for (Moment moment : new Moment[] {Moment.BEFORE, Moment.BEHIND_THE_OTHER}) {
      CrashVault vault = scene.copy();
      StopPoint point = new StopPoint(Call.PUT, Kind.SNAPSHOT, 1, "a", moment);
      FutureTask<BackupResult> backup = interruptedAt(point, vault);
      if (backup.state() == Future.State.FAILED) {
        assertEquals(VaultException.Kind.INTERRUPTED, failure(backup));
      } else {
        String name = "snapshots/" + backup.get().snapshot().id().hex();
        assertTrue(vault.objects("a").contains(name));
        assertTrue(vault.objects("b").contains(name));
      }
      new Aftermath(scene, vault).check();
    }
  }

  @Test
  void aCommittedBackupIsNotReportedAsInterrupted() throws Exception {
    StopPoint point = new StopPoint(Call.PUT, Kind.SNAPSHOT, 1, "b", Moment.AFTER_BOTH);
    CrashVault vault = scene.copy();
    FutureTask<BackupResult> backup = interruptedAt(point, vault);
    assertTrue(backup.get().complete());
    new Aftermath(scene, vault).check();
  }

  private static void add(Runs runs, StopPoint point) {
    runs.add(
        point.toString(),
        () -> {
          CrashVault vault = scene.copy();
          assertEquals(VaultException.Kind.INTERRUPTED, failure(interruptedAt(point, vault)));
          new Aftermath(scene, vault).check();
        });
  }

  private static VaultException.Kind failure(FutureTask<BackupResult> backup)
      throws InterruptedException {
    try {
      throw new AssertionError("not interrupted: " + backup.get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof VaultException cause) {
        return cause.kind();
      }
      throw new AssertionError(e.getCause());
    }
  }

  /** A backup, ended, whose thread was interrupted there. */
  private static FutureTask<BackupResult> interruptedAt(StopPoint point, CrashVault vault)
      throws Exception {
    AtomicReference<Thread> worker = new AtomicReference<>();
    Trap trap = new Trap(point, () -> worker.get().interrupt());
    FutureTask<BackupResult> backup =
        new FutureTask<>(
            () -> {
              try (Vault open = vault.open(new TrappedPlugins(trap))) {
                return CrashVault.backup(open, scene.source());
              }
            });
    Thread thread = Thread.ofPlatform().name("interrupted-backup").unstarted(backup);
    worker.set(thread);
    thread.start();
    thread.join();
    assertTrue(trap.hasSprung(), "the interrupt came");
    assertFalse(thread.isAlive());
    return backup;
  }
}

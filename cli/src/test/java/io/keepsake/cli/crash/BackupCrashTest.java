package io.keepsake.cli.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.cli.crash.StopPoint.Call;
import io.keepsake.cli.crash.StopPoint.Kind;
import io.keepsake.cli.crash.StopPoint.Moment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups killed at every kind of step and at random moments, each in a process of its own. */
final class BackupCrashTest {

  private static final int RANDOM_KILLS = 14;

  @TempDir(factory = MemoryDirectory.class)
  static Path directory;

  private static CrashScene scene;

  @BeforeAll
  static void makeScene() throws Exception {
    scene = new CrashScene(directory);
  }

  @Test
  void killedAtEveryStepOfWriting() {
    Runs runs = new Runs();
    for (int pack = 1; pack <= 3; pack++) {
      addPuts(runs, Kind.DATA_PACK, pack);
    }
    addPuts(runs, Kind.TREE_PACK, 1);
    addPuts(runs, Kind.INDEX, 1);
    addPuts(runs, Kind.SNAPSHOT, 1);
    addPuts(runs, Kind.SESSION, 1);
    add(runs, new StopPoint(Call.DELETE, Kind.SESSION, 1, "a", Moment.BEFORE));
    add(runs, new StopPoint(Call.DELETE, Kind.SESSION, 1, "b", Moment.AFTER));
    runs.runAll();
  }

  private static void addPuts(Runs runs, Kind kind, int number) {
    add(runs, new StopPoint(Call.PUT, kind, number, StopPoint.ANY, Moment.BEFORE));
    add(runs, new StopPoint(Call.PUT, kind, number, "a", Moment.HALFWAY));
    add(runs, new StopPoint(Call.PUT, kind, number, "a", Moment.BEHIND_THE_OTHER));
    add(runs, new StopPoint(Call.PUT, kind, number, "b", Moment.BEHIND_THE_OTHER));
    add(runs, new StopPoint(Call.PUT, kind, number, "b", Moment.AFTER_BOTH));
  }

  @Test
  void killedWhileTheVaultIsOpenedAndListed() {
    Runs runs = new Runs();
    add(runs, new StopPoint(Call.GET, Kind.HEADER, 1, "b", Moment.BEFORE));
    add(runs, new StopPoint(Call.LIST, Kind.KEY, 1, "a", Moment.AFTER));
    add(runs, new StopPoint(Call.LIST, Kind.PACK, 1, "a", Moment.BEFORE));
    add(runs, new StopPoint(Call.LIST, Kind.INDEX, 1, "b", Moment.AFTER));
    add(runs, new StopPoint(Call.GET, Kind.INDEX, 1, StopPoint.ANY, Moment.AFTER));
    add(runs, new StopPoint(Call.LIST, Kind.SNAPSHOT, 1, "a", Moment.BEFORE));
    runs.runAll();
  }

  private static void add(Runs runs, StopPoint point) {
    runs.add(
        point.toString(),
        () -> {
          CrashVault vault = scene.copy();
          ForkedProcess process = ForkedProcess.start("backup", vault, scene.source(), point);
          assertEquals(String.valueOf(CrashProcess.KILLED), process.end().strip());
          new Aftermath(scene, vault).check();
        });
  }

  @Test
  void killedAtRandomMoments() {
    long seed = Long.getLong("keepsake.crash.seed", System.nanoTime());
    System.out.println("Random kills: -Dkeepsake.crash.seed=" + seed);
    SplittableRandom random = new SplittableRandom(seed);
    Runs runs = new Runs();
    for (int i = 0; i < RANDOM_KILLS; i++) {
      // Two processes at a time are slower than the one that was measured.
      double part = 1.4 * (i + random.nextDouble()) / RANDOM_KILLS;
      Duration delay = Duration.ofNanos((long) (scene.duration().toNanos() * part));
      runs.add(
          "killed after " + delay.toMillis() + " ms",
          () -> {
            CrashVault vault = scene.copy();
            ForkedProcess process =
                ForkedProcess.start("backup", vault, scene.source(), StopPoint.NEVER);
            process.killAfter(delay);
            String end = process.end();
            assertTrue(end.startsWith(CrashProcess.KILLED + " ") || end.startsWith("0 "), end);
            new Aftermath(scene, vault).check();
          });
    }
    runs.runAll();
  }

  @Test
  void aBackupDeletesNothingButItsSession() throws Exception {
    for (Kind kind : List.of(Kind.HEADER, Kind.KEY, Kind.PACK, Kind.INDEX, Kind.SNAPSHOT)) {
      CrashVault vault = scene.copy();
      StopPoint delete = new StopPoint(Call.DELETE, kind, 1, StopPoint.ANY, Moment.BEFORE);
      String end = ForkedProcess.start("backup", vault, scene.source(), delete).end();
      assertTrue(end.startsWith("0 "), kind + ": " + end);
      assertTrue(vault.objects().containsAll(scene.before()), kind.name());
      assertTrue(
          vault.objects().stream().noneMatch(name -> name.startsWith("sessions/")), kind.name());
      new Aftermath(scene, vault).check();
    }
  }
}

package io.keepsake.cli.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.cli.crash.MemoryDirectory;
import io.keepsake.testkit.chaos.Schedule;
import io.keepsake.testkit.chaos.ScheduleMix;
import io.keepsake.testkit.chaos.Trouble;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random trouble for vaults with three providers in directories, where some backups, restores,
 * verifications and repairs are done by processes that are killed with SIGKILL at a random call to
 * a provider. A seed's schedule is always the same.
 *
 * <p>{@code -Dkeepsake.chaos.seed=7} begins with that seed, {@code
 * -Dkeepsake.chaos.kill.schedules=500} runs so many, {@code -Dkeepsake.chaos.kill.pruning=500} so
 * many that prune, and {@code -Dkeepsake.chaos.file=FILE} runs the schedule in a file and no other.
 */
final class KillChaosTest {

  /** The same in each build, so that it fails for a change; take others to look for trouble. */
  private static final long FIRST_SEED = 20261126000L;

  private static final int SCHEDULES = Integer.getInteger("keepsake.chaos.kill.schedules", 40);

  private static final int PRUNING = Integer.getInteger("keepsake.chaos.kill.pruning", 16);

  /** Of a hundred operations. */
  private static final int KILLED = 50;

  private static final int STEPS = 12;

  /** Of so many schedules one has a standby as well. */
  private static final int STANDBY_ONE_IN = 5;

  private static final int AT_ONCE = 3;

  /** A black hole costs its deadline with each call, and processes cost time enough. */
  private static final ScheduleMix MIX =
      ScheduleMix.everything("one", "two", "three")
          .without(Trouble.BLACK_HOLE)
          .withKills(KILLED, STEPS);

  @TempDir(factory = MemoryDirectory.class)
  private Path directory;

  @Test
  void promisesAreKeptWhoeverIsKilled() throws Exception {
    String file = System.getProperty("keepsake.chaos.file", "");
    if (!file.isEmpty()) {
      run(List.of(Schedule.parse(Files.readString(Path.of(file)))));
      return;
    }
    run(MIX, SCHEDULES);
  }

  /** The same with snapshots that are forgotten, and processes that die while they prune. */
  @Test
  void whatIsNeededIsNeverPrunedWhoeverIsKilled() throws Exception {
    if (System.getProperties().containsKey("keepsake.chaos.file")) {
      return; // that one schedule is run by the other test
    }
    run(MIX.withPruning(), PRUNING);
  }

  private void run(ScheduleMix mix, int number) throws Exception {
    long seed = Long.getLong("keepsake.chaos.seed", FIRST_SEED);
    System.out.printf("%d schedules with kills from -Dkeepsake.chaos.seed=%d on%n", number, seed);
    KilledRuns runs =
        run(LongStream.range(seed, seed + number).mapToObj(each -> schedule(mix, each)).toList());
    System.out.printf("%d processes were killed, %d lived%n", runs.killed(), runs.lived());
    assertTrue(runs.killed() >= number / 2, "too few processes were killed to mean anything");
  }

  private static Schedule schedule(ScheduleMix mix, long seed) {
    boolean standby = Math.floorMod(seed, STANDBY_ONE_IN) == 1;
    return (standby ? mix.withStandby("four") : mix).schedule(seed);
  }

  private KilledRuns run(List<Schedule> schedules) throws Exception {
    KilledRuns runs = new KilledRuns(directory);
    List<String> failures = ChaosRuns.failures(schedules, AT_ONCE, runs::failure);
    assertEquals("", String.join("\n", failures));
    return runs;
  }
}

package io.keepsake.cli.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.cli.crash.MemoryDirectory;
import io.keepsake.testkit.chaos.ChaosFailure;
import io.keepsake.testkit.chaos.Schedule;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schedules that once broke a promise, made small. */
final class PastFailuresTest {

  @TempDir(factory = MemoryDirectory.class)
  private Path directory;

  private void run(String minimum, String steps) throws Exception {
    String text = "providers one two three\nminimum " + minimum + "\n" + steps;
    assertEquals(
        "",
        new ChaosRuns(directory)
            .failure(Schedule.parse(text))
            .map(ChaosFailure::getMessage)
            .orElse(""));
  }

  /** A copy that was cut off, as listings show, was taken for one. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void anObjectThatWasCutOffIsNoCopy(int seed) throws Exception {
    run("1", "change 1\nbackup\ndamage three cut " + seed + "\nchange 2\nbackup\n");
  }

  /** Of two copies, of which one was cut off, verification blamed the other one. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void theCopyThatWasCutOffIsBlamed(int seed) throws Exception {
    run("1", "change 1\nbackup\ndamage one cut " + seed + "\ndamage three wipe 1\nverify\n");
  }

  /** Two copies that were cut off alike were taken for right, and the whole one for wrong. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void twoCopiesThatWereCutOffAlikeDoNotOutvoteTheThird(int seed) throws Exception {
    String cut = "damage two cut " + seed + "\ndamage three cut " + seed + "\n";
    run("1", "change 1\nbackup\n" + cut + "change 2\nbackup\n");
  }

  /** A store that had lost its header while the vault was open was called complete. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void anObjectThatWasLostIsMissed(int seed) throws Exception {
    run("2", "change 1\nbackup\ndamage one lose " + seed + "\nbackup\n");
  }

  /** A restore gave a snapshot to a store that lacked its packs, which was then called whole. */
  @ParameterizedTest
  @ValueSource(longs = {1656734479257308050L, 1, 2, 3, 4, 5, 6})
  void aSnapshotIsNotGivenToAStoreThatLacksItsPacks(long seed) throws Exception {
    String first = "change -3168995290091358986\nbackup\nchange 8294771953759204338\nbackup\n";
    String broken = "begin one partial_listing after 0 until 9 seed 4610399964666954605\n";
    String third = "change -403776850987172502\nbackup\n";
    run("2", first + broken + third + "restore " + seed + "\n");
  }

  /** A store whose header could not be read right was called complete, and incomplete as well. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void aStoreThatIsReadWrongIsNotBothCompleteAndNot(int seed) throws Exception {
    run("2", "change 1\nbegin two corrupt_reads after 0 until 10 seed " + seed + "\nbackup\n");
  }

  /** An interrupt while the keys were listed came out of opening as something else. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 7, 9, 11})
  void anInterruptedOpeningSaysSo(int call) throws Exception {
    run("1", "change 1\nbackup\nreopen\ninterrupt " + call + "\nbackup\n");
  }

  /**
   * Opening failed when the keys were left only where the header was lost; repair would mend it.
   */
  @ParameterizedTest
  @CsvSource({"3,1", "1,1", "8,4", "3,2", "21,26", "6,10", "32,13", "1,5"})
  void keysComeFromAStoreThatHasLostItsHeader(int keys, int header) throws Exception {
    String lost = "damage one lose %d\ndamage two lose %d\n".formatted(keys, keys);
    run("1", "change 1\nbackup\n" + lost + "damage three lose " + header + "\n");
  }
}

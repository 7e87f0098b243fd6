package io.keepsake.core.prune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every interleaving of two writers and a pruner over three stores. {@code
 * -Dkeepsake.protocol.failures=1} lets a store fail to answer once more, anywhere: 10.6 million
 * states with two copies, for some minutes and 8 GiB of memory.
 */
final class ProtocolTest {

  private static final int FAILURES = Integer.getInteger("keepsake.protocol.failures", 0);

  private static final List<Integer> ALL_REACHED = List.of(0, 0, 0);

  /** The second writer reaches no store, so does nothing. */
  private static final List<Integer> ONE_WRITER = List.of(0, 7, 0);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void nothingThatIsNeededIsDeleted(int copies) {
    requireSound(Rules.sound(copies), ALL_REACHED, FAILURES);
  }

  /** Bits of the stores that the writers cannot reach; the pruner does not reach the last one. */
  @ParameterizedTest
  @CsvSource({"0, 0", "0, 1", "0, 4", "1, 1", "1, 2", "1, 4", "4, 4"})
  void norWhereEachReachesOtherStores(int first, int second) {
    requireSound(Rules.sound(2), List.of(first, second, 4), FAILURES);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void norWhereStoresFailNowAndThen(int copies) {
    requireSound(Rules.sound(copies), ONE_WRITER, 1);
  }

  private static void requireSound(Rules rules, List<Integer> cut, int failures) {
    Exploration exploration = new Exploration(rules, cut);
    assertEquals(Optional.empty(), exploration.run(failures));
    assertTrue(exploration.sawEverything(), "not all that is of interest happened");
    System.out.printf(
        "%d copies, cut off %s: %,d states%n", rules.copies(), cut, exploration.states());
  }

  @Test
  void aWriterThatRegistersLateLosesItsPack() {
    requireBroken(Rules.sound(2).with(Rules.Registration.LATE), ALL_REACHED, 0);
  }

  @Test
  void aPrunerThatWaitsForNobodyDeletesTooMuch() {
    requireBroken(Rules.sound(2).with(Rules.Ended.AT_ONCE), ALL_REACHED, 0);
  }

  @Test
  void aWriterThatDoesNotLookForFencesPromisesInVain() {
    requireBroken(Rules.sound(2).with(Rules.Commit.BLIND), ALL_REACHED, 0);
  }

  @Test
  void aSessionThatEndsBeforeItsRemainsAreGoneLeavesASnapshotWithoutPack() {
    requireBroken(Rules.sound(2).with(Rules.Retreat.SESSION_ENDS), List.of(0, 7, 1), 3);
  }

  @Test
  void aPrunerThatSeesTooFewStoresMissesWriters() {
    requireBroken(Rules.sound(2).withPruners(1), List.of(4, 7, 3), 0);
  }

  private static void requireBroken(Rules rules, List<Integer> cut, int failures) {
    assertTrue(new Exploration(rules, cut).run(failures).isPresent());
  }
}

package io.keepsake.core.repair;

import java.util.List;

/**
 * What was found and done.
 *
 * @param objects how many objects of the vault were looked at, copies not counted
 * @param stores what became of each store, in their order
 * @param lost objects of which no store has a good copy, the first ones; see {@link #lostCount}
 * @param lostCount how many they are
 */
public record RepairOutcome(
    long objects, List<StoreOutcome> stores, List<Lost> lost, long lostCount) {

  /** Copies the lists. */
  public RepairOutcome {
    stores = List.copyOf(stores);
    lost = List.copyOf(lost);
  }

  /**
   * What became of one store.
   *
   * @param storeId which
   * @param missing copies it did not have
   * @param damaged copies it had wrong
   * @param repaired how many of both were written and checked
   * @param bytesWritten the bytes of those
   * @param owed how many of both it still lacks
   * @param bytesOwed the bytes of those, as far as lengths are known
   * @param problem why some are owed or could not be checked; empty if nothing went wrong
   */
  public record StoreOutcome(
      String storeId,
      long missing,
      long damaged,
      long repaired,
      long bytesWritten,
      long owed,
      long bytesOwed,
      String problem) {}

  /**
   * An object that cannot be repaired.
   *
   * @param object its name
   * @param problem what was wrong with the copies, one sentence
   */
  public record Lost(String object, String problem) {}
}

package io.keepsake.core.repository;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.SnapshotMark;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is written about snapshots beside them: which ones are forgotten, and which are held. Every
 * tombstone among it was opened, so that it was written by somebody who has the key.
 *
 * @param tombstones the snapshots that have one, of those that were asked about
 * @param holds the holds that have not ended, by the snapshots that they are on
 * @param unlisted ids of the stores that could not be asked, so that more may be written there
 */
public record SnapshotMarks(
    Set<Hash> tombstones, Map<Hash, List<ActiveHold>> holds, Set<String> unlisted) {

  /** Copies the collections. */
  public SnapshotMarks {
    tombstones = Set.copyOf(tombstones);
    holds = Map.copyOf(holds);
    unlisted = Set.copyOf(unlisted);
  }

  /**
   * A hold that has not ended.
   *
   * @param id the hash in its name
   * @param mark what it says; empty where it cannot be read, and holds all the same
   */
  public record ActiveHold(Hash id, Optional<SnapshotMark> mark) {}

  /** Whether a snapshot is to be treated as if it was not there. A hold beats a tombstone. */
  public boolean isForgotten(Hash snapshot) {
    return tombstones.contains(snapshot) && !isHeld(snapshot);
  }

  /** Whether a snapshot must not be removed. */
  public boolean isHeld(Hash snapshot) {
    return holds.containsKey(snapshot);
  }
}

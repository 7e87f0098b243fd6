package io.keepsake.core.repository;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.SnapshotMark;
import io.keepsake.core.replicate.ListedObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is written about snapshots beside them: which ones are forgotten or void, and which are
 * held. Every tombstone among it was opened, so that it was written by somebody who has the key.
 *
 * @param tombstones those of the snapshots that were asked about, and where they are
 * @param holds the holds that have not ended, by the snapshots that they are on
 * @param ends those of holds that have ended, by the snapshots that they were on
 * @param voided the snapshots of sessions that were fenced, and that the fences do not admit
 * @param unlisted ids of the stores that could not be asked, so that more may be written there
 */
public record SnapshotMarks(
    Map<Hash, List<ListedObject>> tombstones,
    Map<Hash, List<ActiveHold>> holds,
    Map<Hash, List<ListedObject>> ends,
    Set<Hash> voided,
    Set<String> unlisted) {

  /** Copies the collections. */
  public SnapshotMarks {
    tombstones = Map.copyOf(tombstones);
    holds = Map.copyOf(holds);
    ends = Map.copyOf(ends);
    voided = Set.copyOf(voided);
    unlisted = Set.copyOf(unlisted);
  }

  /**
   * A hold that has not ended.
   *
   * @param id the hash in its name
   * @param mark what it says; empty where it cannot be read, and holds all the same
   */
  public record ActiveHold(Hash id, Optional<SnapshotMark> mark) {}

  /**
   * Whether a snapshot is to be treated as if it was not there. A hold beats a tombstone, but not a
   * fence: what a void snapshot refers to may be gone.
   */
  public boolean isForgotten(Hash snapshot) {
    return voided.contains(snapshot) || (hasTombstone(snapshot) && !isHeld(snapshot));
  }

  /** Whether somebody wrote that a snapshot is to be forgotten. */
  public boolean hasTombstone(Hash snapshot) {
    return tombstones.containsKey(snapshot);
  }

  /**
   * The marks that these snapshots are treated as forgotten by: a tombstone of each, the one that
   * most stores have, and all ends of holds.
   */
  public List<ListedObject> reliedOn(Collection<Hash> snapshots) {
    List<ListedObject> marks = new ArrayList<>();
    for (Hash snapshot : snapshots) {
      tombstones.getOrDefault(snapshot, List.of()).stream()
          .max(Comparator.comparingInt(each -> each.lengths().size()))
          .ifPresent(marks::add);
      marks.addAll(ends.getOrDefault(snapshot, List.of()));
    }
    return marks;
  }

  /** Whether a snapshot must not be removed. */
  public boolean isHeld(Hash snapshot) {
    return holds.containsKey(snapshot);
  }
}

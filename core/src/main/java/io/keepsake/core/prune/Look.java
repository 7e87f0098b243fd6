package io.keepsake.core.prune;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.PruneMark;
import io.keepsake.core.format.SnapshotManifest;
import io.keepsake.core.index.ChunkIndex;
import io.keepsake.core.repository.Condemnation;
import io.keepsake.core.repository.SweptObjects;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that a quorum of stores shows of a vault. It is not small: whoever is done with it lets go of
 * it. It is good until its {@link LookReader} looks again, or is closed.
 *
 * @param listed ids of the stores that were listed to their end
 * @param unlisted ids of all stores that were not, those too that are only read
 * @param withSnapshots ids of the stores that have snapshots which count
 * @param snapshots those that count, with their content
 * @param packs all packs that some store has; swept ones too
 * @param indexes all index objects; swept ones too
 * @param named what index objects name that are not swept
 * @param index the chunks of all packs that are named and not swept
 * @param numbers which packs of the index are which of the listed ones
 * @param swept what counts as absent
 * @param condemned what earlier runs condemned, by the hashes of their records
 */
record Look(
    Set<String> listed,
    Set<String> unlisted,
    Set<String> withSnapshots,
    Map<Hash, SnapshotManifest> snapshots,
    Listing packs,
    Listing indexes,
    NamedPacks named,
    ChunkIndex index,
    PackNumbers numbers,
    SweptObjects swept,
    Map<Hash, Optional<PruneMark>> condemned) {

  /** Whether all stores were listed, so that what none of them has is nowhere. */
  boolean complete() {
    return unlisted.isEmpty();
  }

  /**
   * Whether a pack may be read somewhere, for all that is known.
   *
   * @param pack its number in the index, which has none that is swept
   */
  boolean isLive(int pack) {
    return numbers.listed(pack) != Listing.ABSENT || !complete();
  }

  /**
   * The stores that were listed, may be written to, and have a pack whole.
   *
   * @param pack its number in the index, which says what length it has
   */
  long packAt(int pack) {
    int number = numbers.listed(pack);
    return number == Listing.ABSENT ? 0 : packs.at(number, numbers.pack(pack).storedLength());
  }

  /**
   * All stores that listed a pack, whole or not.
   *
   * @param pack its number in the index
   */
  long holdersOf(int pack) {
    int number = numbers.listed(pack);
    return number == Listing.ABSENT ? 0 : packs.holders(number);
  }

  /** The same, but with no other snapshots than these. */
  Look only(Set<Hash> these) {
    Map<Hash, SnapshotManifest> some = new HashMap<>(snapshots);
    some.keySet().retainAll(these);
    return new Look(
        listed,
        unlisted,
        withSnapshots,
        some,
        packs,
        indexes,
        named,
        index,
        numbers,
        swept,
        condemned);
  }

  /** What the records of earlier runs name. */
  Condemnation condemnation() {
    return Condemnation.of(condemned.values().stream().filter(Optional::isPresent).toList());
  }
}

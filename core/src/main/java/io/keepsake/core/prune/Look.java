package io.keepsake.core.prune;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.PruneMark;
import io.keepsake.core.format.SnapshotManifest;
import io.keepsake.core.index.ChunkIndex;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.repository.Condemnation;
import io.keepsake.core.repository.SweptObjects;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that a quorum of stores shows of a vault.
 *
 * @param listed ids of the stores that were listed to their end
 * @param unlisted ids of all stores that were not, those too that are only read
 * @param withSnapshots ids of the stores that have snapshots which count
 * @param snapshots those that count, with their content
 * @param packs all packs that some store has, by their hashes; swept ones too
 * @param indexes all index objects, by their hashes; swept ones too
 * @param named for each index object that is not swept, the packs that it names
 * @param index the chunks of all packs that are named and not swept
 * @param swept what counts as absent
 * @param condemned what earlier runs condemned, by the hashes of their records
 */
record Look(
    Set<String> listed,
    Set<String> unlisted,
    Set<String> withSnapshots,
    Map<Hash, SnapshotManifest> snapshots,
    Map<Hash, ListedObject> packs,
    Map<Hash, ListedObject> indexes,
    Map<Hash, List<Hash>> named,
    ChunkIndex index,
    SweptObjects swept,
    Map<Hash, Optional<PruneMark>> condemned) {

  /** Whether all stores were listed, so that what none of them has is nowhere. */
  boolean complete() {
    return unlisted.isEmpty();
  }

  /** Whether a pack may be read somewhere, for all that is known. */
  boolean isLive(Hash pack) {
    return !swept.has(pack) && (packs.containsKey(pack) || !complete());
  }

  /** Ids of the stores that have an index object, not swept, which names a pack. */
  Map<Hash, Set<String>> namedAt() {
    Map<Hash, Set<String>> namedAt = new HashMap<>();
    named.forEach(
        (index, names) ->
            names.forEach(
                pack -> namedAt.computeIfAbsent(pack, _ -> new HashSet<>()).addAll(at(index))));
    return namedAt;
  }

  /** Ids of the stores that were listed, may be written to, and have an index object whole. */
  Set<String> at(Hash index) {
    return holders(Optional.ofNullable(indexes.get(index)));
  }

  /**
   * Ids of the stores that were listed, may be written to, and have a pack whole.
   *
   * @param length that it has, as the index says
   */
  Set<String> packAt(Hash pack, long length) {
    Set<String> holders = new HashSet<>();
    if (packs.containsKey(pack)) {
      packs
          .get(pack)
          .lengths()
          .forEach(
              (id, has) -> {
                if (has == length && listed.contains(id)) {
                  holders.add(id);
                }
              });
    }
    return holders;
  }

  private Set<String> holders(Optional<ListedObject> object) {
    if (object.isEmpty()) {
      return Set.of();
    }
    Set<String> holders = new HashSet<>(object.get().whole().lengths().keySet());
    holders.retainAll(listed);
    return holders;
  }

  /** Ids of all stores that listed a pack, whole or not. */
  Set<String> holdersOf(Hash pack) {
    return packs.containsKey(pack) ? packs.get(pack).lengths().keySet() : Set.of();
  }

  /** The same, but with no other snapshots than these. */
  Look only(Set<Hash> these) {
    Map<Hash, SnapshotManifest> some = new HashMap<>(snapshots);
    some.keySet().retainAll(these);
    return new Look(
        listed, unlisted, withSnapshots, some, packs, indexes, named, index, swept, condemned);
  }

  /** What the records of earlier runs name. */
  Condemnation condemnation() {
    return Condemnation.of(condemned.values().stream().filter(Optional::isPresent).toList());
  }
}
